import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFilledStore, settings } from './filled-store.mjs';
import { BenchEditor } from './lsp.mjs';

const mostLines = 100_000;
const mostMarks = 40;
/** What is said of a feature before its figures are there; see `server/features/own-features/view.ts`. */
const unmeasured = 'How sure it is is being worked out.';

/**
 * How long marking a line of a large scored file takes until the whole file is ranked anew, what that holds up, and
 * what the store needs for it.
 */
export async function benchMarks({ root, folder, scale }) {
  const lineCount = mostLines * scale;
  const { file, text, storeFolder } = await makeFilledStore(root, folder, lineCount);
  const editor = new BenchEditor(root, { storageFolder: storeFolder, settings });
  await editor.start();
  const uri = `file://${file}`;
  await editor.open(uri, text);
  const mark = (line, featureId) =>
    editor.connection.sendRequest('latentLint/mark', {
      uri,
      samples: { lines: [line], version: 1 },
      sign: 'positive',
      featureId,
      ...(featureId === null && { name: 'measured' }),
    });
  // People read what a mark has done before they make the next: its figures are there by then.
  const measured = async (featureId) => {
    for (;;) {
      const changed = once(editor.events, 'ownFeaturesChanged');
      const { features } = await editor.connection.sendRequest('latentLint/ownFeatures', { uri });
      const sentences = features.find(({ id }) => id === featureId)?.sentences ?? [unmeasured];
      if (!sentences.includes(unmeasured)) return features;
      await changed;
    }
  };
  // The first mark makes ready what the others find ready, so what that holds up counts by itself.
  await editor.watchEventLoop('start');
  const first = performance.now();
  const { featureId } = await mark(0, null);
  const firstMark = performance.now() - first;
  await measured(featureId);
  const { max: firstStall } = await editor.watchEventLoop('stop');
  await editor.watchEventLoop('start');
  const times = [];
  for (let count = 1; count <= mostMarks * scale; count++) {
    const started = performance.now();
    const { done, message } = await mark(count, featureId);
    times.push(performance.now() - started);
    if (!done) throw new Error(message);
    await measured(featureId);
  }
  const { max: stall } = await editor.watchEventLoop('stop');
  const { features } = await editor.connection.sendRequest('latentLint/ownFeatures', { uri });
  await editor.stop();
  if ((features[0]?.top.length ?? 0) === 0) throw new Error('The file was not ranked.');
  times.sort((a, b) => a - b);
  return {
    lines: lineCount,
    marks: times.length,
    firstMark,
    p50: times[times.length >> 1],
    p95: times[Math.ceil(0.95 * times.length) - 1],
    firstStall,
    stall,
    diskBytes: (await vectorBytes(storeFolder)) / lineCount,
  };
}

/** Bytes of the stored scores that have vectors. */
async function vectorBytes(storeFolder) {
  const names = await readdir(storeFolder, { recursive: true });
  const sizes = names
    .filter((name) => path.dirname(name).endsWith('-vectors'))
    .map(async (name) => (await stat(path.join(storeFolder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
