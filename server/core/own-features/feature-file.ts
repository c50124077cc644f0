import * as v from 'valibot';
import { calibrationSchema } from '../pack/parse-pack.ts';
import { isFeatureId } from './feature-id.ts';
import { featureSeverities, type FeatureFigures, type OwnFeature } from './own-feature.ts';
import { decodeFloats, encodeFloats } from './float-text.ts';

export type FeatureReading =
  | { readonly kind: 'feature'; readonly feature: OwnFeature }
  | { readonly kind: 'problem'; readonly message: string };

/** The least share of ordinary samples to be nearer than, when nobody has chosen another. */
export const defaultThreshold = 0.99;

/** How far the norm of a stored direction may be from 1: float32 leaves about 1e-7. */
const normTolerance = 1e-4;

const words = v.pipe(v.string(), v.nonEmpty());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const cosine = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'it is not a sha256 in hex'));
const estimate = v.nullable(v.object({ value: share, low: share, high: share }));

const figuresSchema = v.object({
  positives: whole,
  negatives: whole,
  separation: estimate,
  negativeSeparation: estimate,
  found: estimate,
  agreement: v.nullable(cosine),
  oddOnes: v.array(hash),
  nearest: v.array(v.object({ id: words, cosine })),
  topic: v.object({
    verdict: v.picklist(['passed', 'topic', 'unknown']),
    against: v.picklist(['negatives', 'ordinary']),
    answers: v.nullable(share),
    prompts: v.nullable(share),
    matched: estimate,
    length: v.nullable(cosine),
    lengthAlone: v.nullable(share),
    format: v.nullable(v.string()),
  }),
});

const exampleSchema = v.object({
  contentHash: hash,
  sign: v.picklist(['positive', 'negative']),
  note: v.optional(v.string()),
});

const featureSchema = v.object({
  format: v.literal(1, 'this version of Latent Lint reads format 1 only'),
  id: v.pipe(v.string(), v.check(isFeatureId, 'it is not in kebab-case')),
  title: words,
  why: v.optional(v.string(), ''),
  who: v.optional(v.string(), ''),
  made: v.optional(v.string(), ''),
  pack: v.object({ name: v.string(), version: v.string(), hash }),
  method: v.picklist(['shrunk-mean-difference', 'imported']),
  threshold: v.optional(share, defaultThreshold),
  severity: v.optional(v.picklist(featureSeverities), 'warning'),
  enabled: v.optional(v.boolean(), true),
  // They are only shown, so a feature without them, or with those of a later version, is still of use.
  figures: v.fallback(v.nullable(figuresSchema), null),
  calibration: calibrationSchema,
  direction: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const direction = decodeFloats(dataset.value);
      if (direction !== null && isUnit(direction)) return direction;
      addIssue({ message: 'it is not a direction of norm 1 as float32 in base64' });
      return NEVER;
    }),
  ),
  examples: v.pipe(
    v.array(exampleSchema),
    v.check((examples) => hasEachOnce(examples), 'it names a sample twice'),
  ),
});

/**
 * Checks the text of a feature's file. Keys that are not known are passed over.
 * @returns the feature, or one sentence that names the key that is wrong.
 */
export function parseFeatureFile(text: string): FeatureReading {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'problem', message: 'The feature file is not valid JSON.' };
  }
  const result = v.safeParse(featureSchema, data);
  if (!result.success) {
    const [issue] = result.issues;
    const key = v.getDotPath(issue) ?? 'the whole file';
    return {
      kind: 'problem',
      message: `The feature file is damaged at ${key}: ${issue.message}.`,
    };
  }
  const { id, title, why, who, made, pack, method, direction, calibration } = result.output;
  const { figures, threshold, severity, enabled } = result.output;
  const examples = [...result.output.examples].sort(byHash);
  const about = { id, title, why, who, made, pack, method, direction, examples };
  const feature = { ...about, calibration, figures, threshold, severity, enabled };
  return { kind: 'feature', feature };
}

/**
 * The text of a feature's file. The same feature gives the same bytes: keys in one order, numbers rounded alike, an
 * example a line in the order of content hashes, so that people who add different examples change different lines.
 */
export function serialiseFeature(feature: OwnFeature): string {
  const { id, title, why, who, made, method, threshold, severity, enabled } = feature;
  const { name, version, hash: packHash } = feature.pack;
  const { cosines, shares, tailScale, samples } = feature.calibration;
  const examples = [...feature.examples]
    .sort(byHash)
    .map(({ contentHash, sign, note }) =>
      JSON.stringify({ contentHash, sign, ...(note !== undefined && note !== '' && { note }) }),
    );
  const fields: readonly (readonly [string, string])[] = [
    ['format', '1'],
    ...Object.entries({ id, title, why, who, made }).map(asField),
    asField(['pack', { name, version, hash: packHash }]),
    ...Object.entries({ method, threshold, severity, enabled }).map(asField),
    ...Object.entries({ figures: feature.figures && roundFigures(feature.figures) }).map(asField),
    asField(['calibration', { cosines, shares, tailScale, samples }]),
    asField(['direction', encodeFloats(feature.direction)]),
    ['examples', examples.length === 0 ? '[]' : `[\n    ${examples.join(',\n    ')}\n  ]`],
  ];
  return `{\n${fields.map(([key, value]) => `  "${key}": ${value}`).join(',\n')}\n}\n`;
}

function asField([key, value]: readonly [string, unknown]): readonly [string, string] {
  return [key, JSON.stringify(value)];
}

/** The figures with four decimals, in the order of `FeatureFigures`. */
function roundFigures(figures: FeatureFigures): unknown {
  const parsed = v.parse(figuresSchema, figures);
  return JSON.parse(
    JSON.stringify(parsed, (_, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value,
    ),
  );
}

function isUnit(direction: Float32Array): boolean {
  const squares = direction.reduce((sum, value) => sum + value * value, 0);
  return Math.abs(Math.sqrt(squares) - 1) <= normTolerance;
}

function hasEachOnce(examples: readonly { readonly contentHash: string }[]): boolean {
  return new Set(examples.map(({ contentHash }) => contentHash)).size === examples.length;
}

/** Not by locale: the order is the same on every machine. */
function byHash(a: { readonly contentHash: string }, b: { readonly contentHash: string }): number {
  return a.contentHash < b.contentHash ? -1 : a.contentHash > b.contentHash ? 1 : 0;
}
