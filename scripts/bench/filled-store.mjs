import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { timeScan } from './cli.mjs';
import { makeCorpus } from './corpus.mjs';
import { BenchEditor } from './lsp.mjs';

export const maxTokens = 16384;
/** Stored scores come without latents. */
export const settings = { latents: 0 };
const scoredLines = 40;

/**
 * Makes a file of so many different lines whose scores are all stored: for the command without vectors, for the
 * server with them. The model scores a few lines; the others get their scores, which nobody is shown.
 */
export async function makeFilledStore(root, folder, lineCount) {
  const scored = await makeCorpus(root, scoredLines);
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
  const editor = new BenchEditor(root, { storageFolder: storeFolder, settings });
  await editor.start();
  await editor.open(`file://${seed}`, scored.join('\n'));
  await editor.stop();
  const fillStore = await bundleFill(root, folder);
  const packJson = await readFile(`${root}packs/smollm2-135m/pack.json`, 'utf8');
  const packHash = createHash('sha256').update(packJson).digest('hex');
  for (const vectors of [false, true]) {
    await fillStore(lines, scored, { storeFolder, packJson, packHash, maxTokens, vectors });
  }
  return { file, text, seed, scored, storeFolder };
}

async function bundleFill(root, folder) {
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
  return fillStore;
}
