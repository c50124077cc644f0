import { writeFile } from 'node:fs/promises';
import { timeWholeScan } from './cli.mjs';
import { makeFilledStore, settings } from './filled-store.mjs';
import { BenchEditor } from './lsp.mjs';

const mostLines = 60_000;

/** How fast lines are read again whose scores are in the store: by the command, and by the server. */
export async function benchCached({ root, folder, scale }) {
  const lineCount = mostLines * scale;
  const { file, text, seed, scored, storeFolder } = await makeFilledStore(root, folder, lineCount);
  // What both take, loading the model and the store, is measured on its own and taken away.
  const single = `${folder}single.jsonl`;
  await writeFile(single, scored[0]);
  const options = ['--store', storeFolder, '--format'];
  const start = await fastest(() => timeWholeScan(root, [single, ...options, 'json']));
  const json = await fastest(() => timeWholeScan(root, [file, ...options, 'json']));
  const forPeople = await fastest(() => timeWholeScan(root, [file, ...options, 'text']));
  const editor = new BenchEditor(root, { storageFolder: storeFolder, settings });
  await editor.start();
  // A first small file shows that the model and the store are loaded.
  await editor.open(`file://${seed}`, scored.join('\n'));
  const opened = performance.now();
  const { params } = await editor.open(`file://${file}`, text);
  const openSeconds = (performance.now() - opened) / 1000;
  await editor.stop();
  if (params.scoredNow !== 0) throw new Error('Some lines were not in the store.');
  return {
    lines: lineCount,
    megabytes: Buffer.byteLength(text) / 1e6,
    jsonLinesPerSecond: lineCount / (json - start),
    textLinesPerSecond: lineCount / (forPeople - start),
    editorLinesPerSecond: lineCount / openSeconds,
  };
}

/** The least of three measurements: whatever else the machine does only adds to one. */
async function fastest(measure) {
  return Math.min(await measure(), await measure(), await measure());
}
