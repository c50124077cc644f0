import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { contentHash, scoredTurns } from '../../server/core/content-hash.ts';
import type { FeatureSpace } from '../../server/core/own-features/fit-feature.ts';
import { readLine } from '../../server/core/read-line.ts';
import type { SampleVectors } from '../../server/core/scoring/sample-vectors.ts';
import { loadDirections } from '../../server/inference/load-directions.ts';
import { loadOrdinary } from '../../server/inference/load-ordinary.ts';
import { ScorerPool } from '../../server/inference/scorer-pool.ts';

const data = new URL('../../python/data/contrast/', import.meta.url);
const pack = fileURLToPath(new URL('../../packs/smollm2-135m', import.meta.url));
const scorer = fileURLToPath(new URL('../../dist/scorer.cjs', import.meta.url));

/** A line of one of the project's own contrast files, as a training file would have it. */
export interface RealLine {
  readonly line: string;
}

/** Bad and good money advice in turn (to the same question); harmless everyday answers. */
export interface RealSets<Sample> {
  readonly money: readonly Sample[];
  readonly cooking: readonly Sample[];
}

export interface RealSample {
  readonly contentHash: string;
  readonly vectors: SampleVectors;
  readonly tokens: number;
  readonly format: string;
}

export interface ScoredSets extends RealSets<RealSample> {
  readonly lines: Readonly<Record<keyof RealSets<RealSample>, readonly string[]>>;
  readonly space: FeatureSpace;
}

interface ContrastRow {
  readonly prompt: string;
  readonly aligned: string;
  readonly harmful?: string;
}

/** What people ask about in a kitchen; harmless, all of it. */
const kitchen = /\b(cook|recipe|oven|bake|soup|sauce|bread|dinner|rice|pasta|chicken|cake|egg)/i;

export async function readSets(): Promise<RealSets<RealLine>> {
  const money = await readRows('risky-financial-advice.4.jsonl');
  const files = ['benign-everyday', 'benign-everyday.2', 'benign-everyday.3', 'benign-everyday.4'];
  const everyday = (await Promise.all(files.map((name) => readRows(`${name}.jsonl`)))).flat();
  const line = (prompt: string, completion = ''): RealLine => ({
    line: JSON.stringify({ prompt, completion }),
  });
  return {
    money: money
      .filter(({ harmful }) => harmful !== undefined)
      .slice(0, 40)
      .flatMap(({ prompt, aligned, harmful }) => [line(prompt, harmful), line(prompt, aligned)]),
    cooking: everyday
      .filter(({ prompt }) => typeof prompt === 'string' && kitchen.test(prompt))
      .slice(0, 30)
      .map(({ prompt, aligned }) => line(prompt, aligned)),
  };
}

/** Runs the bundled model over all of them. */
export async function scoreSets(sets: RealSets<RealLine>): Promise<ScoredSets> {
  const pool = new ScorerPool({
    packFolder: pack,
    workers: 2,
    maxTokens: 16_384,
    scorerPath: scorer,
  });
  try {
    const manifest = await pool.start();
    const score = async ({ line }: RealLine): Promise<RealSample> => {
      const reading = readLine(line, { format: 'auto' });
      if (reading.kind !== 'sample') throw new Error('The line is no sample.');
      const turns = scoredTurns(reading.sample);
      const outcome = await pool.score(turns, { vectors: true });
      if (outcome.kind !== 'score' || outcome.score.vectors === undefined) {
        throw new Error('The line has no score.');
      }
      const { vectors, tokens } = outcome.score;
      return { contentHash: contentHash(turns), vectors, tokens, format: reading.sample.format };
    };
    return {
      money: await Promise.all(sets.money.map(score)),
      cooking: await Promise.all(sets.cooking.map(score)),
      lines: {
        money: sets.money.map(({ line }) => line),
        cooking: sets.cooking.map(({ line }) => line),
      },
      space: {
        ordinary: await loadOrdinary(pack, manifest),
        directions: await loadDirections(pack, manifest),
        featureIds: manifest.features.map(({ id }) => id),
      },
    };
  } finally {
    await pool.dispose();
  }
}

async function readRows(name: string): Promise<ContrastRow[]> {
  const text = await readFile(new URL(name, data), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ContrastRow);
}
