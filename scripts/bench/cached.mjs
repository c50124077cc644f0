import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { timeScan, timeWholeScan } from './cli.mjs';
import { makeCorpus } from './corpus.mjs';
import { BenchEditor } from './lsp.mjs';

const mostLines = 60_000;
const maxTokens = 16384;

/** How fast lines are read again whose scores are in the store: by the command, and by the server. */
export async function benchCached({ root, folder, scale }) {
  const lineCount = mostLines * scale;
  const scored = await makeCorpus(root, 40);
  const seed = `${folder}seed.jsonl`;
  await writeFile(seed, scored.join('\n'));
  const storeFolder = `${folder}store`;
  await timeScan(root, [seed, '--store', storeFolder]);
  const corpus = await makeCorpus(root, 3000);
  const lines = Array.from({ length: lineCount }, (_, at) => {
    const { prompt, completion } = JSON.parse(corpus[at % corpus.length]);
    return JSON.stringify({ prompt: `${at}: ${prompt}`, completion });
  });
  const file = `${folder}cached.jsonl`;
  const text = lines.join('\n');
  await writeFile(file, text);
  // The server keeps scores with vectors, apart from those of the command.
  const settings = { latents: 0 };
  const first = new BenchEditor(root, { storageFolder: storeFolder, settings });
  await first.start();
  await first.open(`file://${seed}`, scored.join('\n'));
  await first.stop();
  for (const vectors of [false, true]) {
    await fill(root, folder, { lines, scored, storeFolder, vectors });
  }
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

async function fill(root, folder, { lines, scored, storeFolder, vectors }) {
  const outfile = `${folder}fill-store.mjs`;
  await build({
    entryPoints: [`${root}scripts/bench/fill-store.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { fillStore } = await import(pathToFileURL(outfile).href);
  const packJson = await readFile(`${root}packs/smollm2-135m/pack.json`, 'utf8');
  const packHash = createHash('sha256').update(packJson).digest('hex');
  await fillStore(lines, scored, { storeFolder, packJson, packHash, maxTokens, vectors });
}
