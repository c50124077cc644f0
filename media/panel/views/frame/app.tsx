import './frame.css';
import type { TargetedKeyboardEvent } from 'preact';
import { OwnProvider } from '../../own-context.tsx';
import { PageProvider, usePage } from '../../page-context.tsx';
import type { PageStore } from '../../page-store.ts';
import { PictureProvider } from '../../picture-context.tsx';
import { MapView } from '../map/map-view.tsx';
import { SelectionBar } from '../selection/selection-bar.tsx';
import { TableView } from '../table/table-view.tsx';
import { Toolbar } from '../toolbar/toolbar.tsx';
import { SideColumn } from './side-column.tsx';
import { SplitBody } from './split-body.tsx';
import { StatusLine } from './status-line.tsx';

/** The whole page. */
export function App({ store }: { readonly store: PageStore }) {
  return (
    <PageProvider store={store}>
      <PictureProvider>
        <OwnProvider>
          <Frame />
        </OwnProvider>
      </PictureProvider>
    </PageProvider>
  );
}

function Frame() {
  const { rows, state, selection, source, perform } = usePage();
  const onKeyDown = ({ key }: TargetedKeyboardEvent<HTMLElement>) => {
    if (key !== 'Delete' || selection.count === 0 || !source.can('act')) return;
    void perform('remove', selection.rows());
  };
  if (rows === null || rows.count === 0) return <Nothing />;
  return (
    <div class="frame">
      <Toolbar />
      <SplitBody
        stage={
          <main class="stage" onKeyDown={onKeyDown}>
            {state.view === 'map' ? <MapView /> : <TableView />}
          </main>
        }
        side={<SideColumn />}
      />
      <SelectionBar />
      <StatusLine />
    </div>
  );
}

/** Why there is nothing to see, in one sentence. */
function Nothing() {
  const { uris, names, opened, trouble, summary, source, refresh } = usePage();
  const noFile = opened && uris.length === 0;
  const sentence =
    trouble ??
    (noFile
      ? 'Open a training file (JSON Lines) and show its map from there.'
      : summary?.rows === 0
        ? summary.message
        : opened
          ? `Loading the map of ${names.join(', ')}…`
          : 'Loading…');
  return (
    <main class="nothing">
      <p role="status">{sentence}</p>
      {source.live && trouble !== null && !noFile && (
        <button type="button" class="primary" onClick={refresh}>
          Try again
        </button>
      )}
      {source.live && noFile && trouble === null && (
        <button type="button" class="primary" onClick={() => source.chooseFiles()}>
          Choose files
        </button>
      )}
    </main>
  );
}
