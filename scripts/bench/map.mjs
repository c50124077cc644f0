import { once } from 'node:events';
import { makeFilledStore, settings } from './filled-store.mjs';
import { BenchEditor } from './lsp.mjs';
import { MemoryWatch } from './processes.mjs';

const mostLines = 100_000;
const mostRows = 65_536;
const columns =
  'id file line risk nearest format role tokens topic duplicates flags hashHigh hashLow x y fidelity';

/** Asks the server for the map of a large scored file, as the panel does, and watches what that holds up. */
export async function benchMap({ root, folder, scale }) {
  const lineCount = mostLines * scale;
  const { file, text, storeFolder } = await makeFilledStore(root, folder, lineCount);
  const editor = new BenchEditor(root, { storageFolder: storeFolder, settings });
  const memory = new MemoryWatch(editor.child.pid);
  await editor.start();
  const uri = `file://${file}`;
  await editor.open(uri, text);
  const target = { uris: [uri], projection: { kind: 'pca' } };
  await editor.watchEventLoop('start');
  const started = performance.now();
  const summary = await placedMap(editor, target);
  const placed = performance.now() - started;
  const bytes = await allColumns(editor, target, summary);
  const milliseconds = performance.now() - started;
  const rough = editor.connection.sendRequest('latentLint/mapWhatIf', {
    ...target,
    ids: null,
    riskiestShare: 0.05,
  });
  await rough;
  const { max } = await editor.watchEventLoop('stop');
  const seen = memory.stop();
  await editor.stop();
  return {
    samples: summary.rows,
    placed,
    milliseconds,
    stall: max,
    bytesPerSample: bytes / summary.rows,
    serverMB: seen.parentMB,
  };
}

/** The summary once the samples have places; each change is announced. */
async function placedMap(editor, target) {
  for (;;) {
    const changed = once(editor.events, 'mapChanged');
    const summary = await editor.connection.sendRequest('latentLint/map', target);
    if (summary.projection.progress === null) return summary;
    await changed;
  }
}

async function allColumns(editor, target, { stamp, rows }) {
  let bytes = 0;
  for (let start = 0; start < rows; start += mostRows) {
    const answer = await editor.connection.sendRequest('latentLint/mapColumns', {
      ...target,
      stamp,
      columns: columns.split(' '),
      start,
      end: Math.min(rows, start + mostRows),
    });
    if (answer === null) throw new Error('The map changed while it was read.');
    for (const data of Object.values(answer.columns)) bytes += data.length;
  }
  return bytes;
}
