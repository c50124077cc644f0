import { contentHash, scoredTurns } from '../../server/core/content-hash.ts';
import type { Pack } from '../../server/core/pack/pack.ts';
import { parsePack } from '../../server/core/pack/parse-pack.ts';
import { readLine } from '../../server/core/read-line.ts';
import type { SampleScore } from '../../server/core/scoring/sample-score.ts';
import { ScoreStore } from '../../server/store/score-store.ts';

export interface FillOptions {
  readonly storeFolder: string;
  /** The text of `pack.json` and the sha256 of its bytes. */
  readonly packJson: string;
  readonly packHash: string;
  readonly maxTokens: number;
  /** Whether the store keeps vectors, as that of the server does. */
  readonly vectors: boolean;
}

/**
 * Puts scores for `lines` into a store: those that `scored` lines have in it already, again and again. Only
 * the time to read them back is measured; no such score is shown to anybody.
 */
export async function fillStore(
  lines: readonly string[],
  scored: readonly string[],
  options: FillOptions,
): Promise<void> {
  const pack = readPack(options);
  const { storeFolder: folder, maxTokens, vectors } = options;
  const store = new ScoreStore({ folder, pack, maxTokens, vectors });
  await store.load();
  const scores = scored.map((line) => store.get(hashOf(line))).filter(isScore);
  if (scores.length < 2) throw new Error('The store holds no scores to copy.');
  for (const [at, line] of lines.entries()) {
    const score = scores[at % scores.length];
    if (score !== undefined) store.set(hashOf(line), score);
  }
  await store.flush();
}

function readPack({ packJson, packHash }: FillOptions): Pack {
  const parsed = parsePack(packJson, packHash);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.pack;
}

function hashOf(line: string): string {
  const reading = readLine(line, { format: 'auto', first: false });
  if (reading.kind !== 'sample') throw new Error('A line of the benchmark is no sample.');
  return contentHash(scoredTurns(reading.sample));
}

function isScore(score: SampleScore | undefined): score is SampleScore {
  return score !== undefined;
}
