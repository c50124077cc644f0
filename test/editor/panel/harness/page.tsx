import '../../../../media/panel/panel.css';
import '../../../../media/panel/controls.css';
import { render } from 'preact';
import { PageStore } from '../../../../media/panel/page-store.ts';
import { App } from '../../../../media/panel/views/frame/app.tsx';
import { FakeSource } from './fake-source.ts';

/** Opens the whole page on a file in memory; a test calls it. */
function openPage(count: number, state: unknown, live: boolean): FakeSource {
  const source = new FakeSource(count, state, live);
  document.getElementById('page')?.remove();
  const page = document.createElement('div');
  page.id = 'page';
  document.body.append(page);
  render(<App store={new PageStore(source)} />, page);
  return source;
}

Object.assign(globalThis, { openPage });
