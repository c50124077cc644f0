import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { contentHash, scoredTurns } from '../../core/content-hash.ts';
import { mostOrdinary } from '../../core/own-features/recalibrate.ts';
import { readLine } from '../../core/read-line.ts';
import type { FormatId } from '../../core/sample.ts';
import type { ScoredTurn } from '../../core/scoring/sample-score.ts';
import type { ScanEngine } from '../../scan/scanner.ts';

/** One sentence for people. */
export class TooMany extends Error {}

const mostFiles = 1000;
/** After everything that the editor shows. */
const lowestPriority = -1;

/** The files that are named, and the `.jsonl` and `.ndjson` files of folders; one sentence when one is not there. */
export async function filesAt(paths: readonly string[]): Promise<string[] | string> {
  const files: string[] = [];
  for (const given of paths) {
    const place = path.resolve(given);
    const found = await stat(place).catch(() => null);
    if (found?.isFile() === true) files.push(place);
    else if (found?.isDirectory() === true) files.push(...(await jsonlIn(place)));
    else return `${path.basename(place)} is no file or folder that can be read.`;
  }
  if (files.length > mostFiles) return `At most ${mostFiles} files can be read at once.`;
  return files.length === 0 ? 'The folder holds no .jsonl or .ndjson file.' : files;
}

/**
 * Scores the samples of a file, after all else.
 * @returns content hashes of the trained samples that have a score, each once.
 */
export async function scoreFile(
  file: string,
  format: FormatId | 'auto',
  engine: ScanEngine,
  {
    signal,
    progress,
  }: { readonly signal: AbortSignal; readonly progress: (samples: number) => void },
): Promise<string[]> {
  const found = new Set<string>();
  const running = new Set<Promise<void>>();
  const handle = await open(file);
  let line = 0;
  try {
    for await (const text of handle.readLines({ encoding: 'utf8' })) {
      signal.throwIfAborted();
      const reading = readLine(text, { format, first: line === 0 });
      line += 1;
      if (reading.kind !== 'sample') continue;
      const turns = scoredTurns(reading.sample);
      const hash = contentHash(turns);
      const work = score(hash, turns, engine, signal).then((isTrained) => {
        if (isTrained) found.add(hash);
        running.delete(work);
        progress(found.size);
      });
      running.add(work);
      // Whoever waits for it hears of a failure, also when the loop has ended before.
      work.catch(() => undefined);
      if (running.size >= engine.capacity) await Promise.race(running);
      if (found.size > mostOrdinary) {
        throw new TooMany(`At most ${mostOrdinary} samples can count as ordinary.`);
      }
    }
    await Promise.all(running);
  } finally {
    await handle.close();
  }
  return [...found];
}

async function score(
  hash: string,
  turns: readonly ScoredTurn[],
  { outcomes, scorer }: ScanEngine,
  signal: AbortSignal,
): Promise<boolean> {
  const known = outcomes.get(hash);
  const outcome = known ?? (await scorer.score(turns, { signal, priority: lowestPriority }));
  if (known === undefined) outcomes.set(hash, outcome);
  return outcome.kind === 'score' && outcome.score.basis === 'trained';
}

async function jsonlIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name)) {
      files.push(...(await jsonlIn(place)));
    } else if (entry.isFile() && /\.(jsonl|ndjson)$/i.test(entry.name)) files.push(place);
    if (files.length > mostFiles) break;
  }
  return files;
}
