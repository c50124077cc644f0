import './panel.css';
import './controls.css';
import { render } from 'preact';
import type { ToPanel } from '../../extension/panel-protocol.ts';
import { EditorSource, type EditorApi } from './editor-source.ts';
import { PageStore } from './page-store.ts';
import { readSavedMap, SavedSource } from './saved-source.ts';
import type { Source } from './source.ts';
import { App } from './views/frame/app.tsx';

declare function acquireVsCodeApi(): EditorApi;

const page = document.createElement('div');
page.id = 'page';
document.body.append(page);
render(<App store={new PageStore(chooseSource())} />, page);

/** A saved map when the page holds one, else the editor. */
function chooseSource(): Source {
  const saved = readSavedMap(document);
  if (saved !== null) return new SavedSource(saved);
  const source = new EditorSource(acquireVsCodeApi());
  // Only the editor can speak to this page: the policy lets nothing else in.
  addEventListener('message', ({ data }: MessageEvent<ToPanel>) => source.hear(data));
  return source;
}
