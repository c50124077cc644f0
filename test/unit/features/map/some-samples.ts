import { createHash } from 'node:crypto';
import { createRandom, randomNormal } from '../../../../server/core/map/random.ts';
import { quantise, type SampleVectors } from '../../../../server/core/scoring/sample-vectors.ts';
import { SampleTable } from '../../../../server/features/map/sample-table.ts';
import { Outcomes } from '../../../../server/scan/outcomes.ts';
import { TimeSlice } from '../../../../server/time-slice.ts';
import { scored } from '../../scan/fake-scorer.ts';
import { tinyPack } from '../../scan/tiny-pack.ts';

const width = 4;

/** The content hash of a sample that is known by a number. */
export function hashOf(sample: number): string {
  return createHash('sha256').update(String(sample)).digest('hex');
}

/** Vectors of width 4: the answer is about one of three directions, the prompt about one of two. */
export function vectorsOf(sample: number): SampleVectors {
  const random = createRandom(sample + 1);
  const near = (axis: number) =>
    quantise(
      Float64Array.from(
        { length: width },
        (_, i) => (i === axis ? 1 : 0) + 0.1 * randomNormal(random),
      ),
    );
  return { answer: near(sample % 3), prompt: near(sample % 2) };
}

/** What is known of samples by number: each has its score. */
export function outcomesOf(samples: Iterable<number>): Outcomes {
  const scores = new Map(
    Array.from(samples, (sample) => {
      const outcome = scored(sample / 1e6, { vectors: vectorsOf(sample) });
      if (outcome.kind !== 'score') throw new Error('It has no score.');
      return [hashOf(sample), outcome.score];
    }),
  );
  return new Outcomes(tinyPack(2), {
    get: (hash) => scores.get(hash),
    vectors: (hash) => scores.get(hash)?.vectors,
    set: (hash, score) => scores.set(hash, score),
  });
}

/** Lets the table hold exactly these samples; the slots that changed. */
export async function fill(
  table: SampleTable,
  samples: readonly number[],
  outcomes = outcomesOf(samples),
): Promise<number[]> {
  await table.reserve(samples.length, new TimeSlice());
  table.mark();
  for (const sample of samples) {
    if (table.full) await table.reserve(table.capacity + 1, new TimeSlice());
    table.slot(hashOf(sample), outcomes);
  }
  return table.sweep();
}

export const emptyTable = (): SampleTable => new SampleTable(2, width);

/** 0, 1, 2, ... */
export const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
