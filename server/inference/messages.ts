import * as v from 'valibot';
import { roles } from '../core/sample.ts';
import type { ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';

/** What the pool asks of a scoring process. */
export type ToScorer =
  | { readonly kind: 'load'; readonly packFolder: string }
  | {
      readonly kind: 'score';
      readonly job: number;
      readonly turns: readonly ScoredTurn[];
      readonly maxTokens: number;
      /** The most latents to tell the sample in. */
      readonly latents: number;
      /** Whether to tell where the sample lies, and what each of its tokens weighs. */
      readonly vectors: boolean;
      readonly heat: boolean;
    }
  | { readonly kind: 'cancel'; readonly job: number };

/** The pack's probe, scored on this machine: how far this machine's arithmetic is from the builder's. */
export interface ProbeResult {
  /** Risk cosine that the pack records. */
  readonly expected: number;
  /** Risk cosine that this machine computed. */
  readonly measured: number;
}

/** What a scoring process tells the pool. `rss` is its resident memory in bytes. */
export type FromScorer =
  | {
      readonly kind: 'ready';
      /** The text of `pack.json` and the sha256 of its bytes; the other files have been checked. */
      readonly packJson: string;
      readonly packHash: string;
      readonly probe: ProbeResult | null;
      readonly rss: number;
    }
  /** The pack or the machine will not do, and another try will not help. One sentence for people. */
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'outcome';
      readonly job: number;
      readonly outcome: ScoreOutcome;
      readonly rss: number;
    }
  | { readonly kind: 'cancelled'; readonly job: number; readonly rss: number }
  /** A sign of life in the middle of a long sample. */
  | { readonly kind: 'progress' };

/** What a scoring process tells that the pool acts upon. */
export type ScorerReport = Exclude<FromScorer, { kind: 'progress' }>;

const turnSchema = v.object({
  role: v.picklist(roles),
  text: v.string(),
  trained: v.boolean(),
  rejected: v.boolean(),
});

const toScorerSchema = v.variant('kind', [
  v.object({ kind: v.literal('load'), packFolder: v.string() }),
  v.object({
    kind: v.literal('score'),
    job: v.number(),
    turns: v.array(turnSchema),
    maxTokens: v.number(),
    latents: v.number(),
    vectors: v.boolean(),
    heat: v.boolean(),
  }),
  v.object({ kind: v.literal('cancel'), job: v.number() }),
]);

const rangeEntries = { turn: v.number(), start: v.number(), end: v.number() };
const turnRangeSchema = v.nullable(v.object(rangeEntries));

const vectorSchema = v.object({ scale: v.number(), values: v.instance(Int8Array) });

const outcomeSchema = v.variant('kind', [
  v.object({
    kind: v.literal('score'),
    score: v.object({
      basis: v.picklist(['trained', 'display']),
      riskCosine: v.number(),
      featureCosines: v.array(v.number()),
      sentence: turnRangeSchema,
      phrase: turnRangeSchema,
      tokens: v.number(),
      trainedTokens: v.number(),
      scoredTokens: v.number(),
      latents: v.exactOptional(v.array(v.object({ id: v.number(), activation: v.number() }))),
      vectors: v.exactOptional(
        v.object({ answer: vectorSchema, prompt: v.nullable(vectorSchema) }),
      ),
      heat: v.exactOptional(v.array(v.object({ ...rangeEntries, weight: v.number() }))),
    }),
  }),
  v.object({
    kind: v.literal('failure'),
    failure: v.object({
      reason: v.picklist(['nothing-to-score', 'crashed-the-scorer', 'failed']),
      message: v.string(),
    }),
  }),
]);

const fromScorerSchema = v.variant('kind', [
  v.object({
    kind: v.literal('ready'),
    packJson: v.string(),
    packHash: v.string(),
    probe: v.nullable(v.object({ expected: v.number(), measured: v.number() })),
    rss: v.number(),
  }),
  v.object({ kind: v.literal('refused'), message: v.string() }),
  v.object({
    kind: v.literal('outcome'),
    job: v.number(),
    outcome: outcomeSchema,
    rss: v.number(),
  }),
  v.object({ kind: v.literal('cancelled'), job: v.number(), rss: v.number() }),
  v.object({ kind: v.literal('progress') }),
]);

/** A message to the scorer, or null when it is none. */
export function readToScorer(message: unknown): ToScorer | null {
  const result = v.safeParse(toScorerSchema, message);
  return result.success ? result.output : null;
}

/** A message from the scorer, or null when it is none. */
export function readFromScorer(message: unknown): FromScorer | null {
  const result = v.safeParse(fromScorerSchema, message);
  return result.success ? result.output : null;
}
