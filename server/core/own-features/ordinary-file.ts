import * as v from 'valibot';
import type { Calibration, Pack } from '../pack/pack.ts';
import { calibrationSchema } from '../pack/parse-pack.ts';
import type { OrdinaryScore } from './recalibrate.ts';
import { recalibrate, withCalibrations } from './recalibrate.ts';

/** One's own ordinary data, by content: `.latent-lint/ordinary.json`. */
export interface OrdinaryFile {
  /** Where the samples came from, and their content hashes. */
  readonly sources: readonly {
    /** As it was named, with `/`. */
    readonly name: string;
    readonly contentHashes: readonly string[];
  }[];
  /** What they change; missing while they have no scores. */
  readonly calibrated?: Calibrated | undefined;
}

/** Percentiles against one's own ordinary samples and a pack's, and what they cost. */
export interface Calibrated {
  /** Hash of the pack; another one has other cosines. */
  readonly pack: string;
  /** Own samples that counted. */
  readonly samples: number;
  readonly risk: Calibration;
  /** By the id of the feature. */
  readonly features: Readonly<Record<string, Calibration>>;
  /**
   * How many of the own samples would be flagged at some thresholds: by the pack alone, and by percentiles that were
   * made without them.
   */
  readonly flagged: readonly {
    readonly threshold: number;
    readonly before: number;
    readonly after: number;
  }[];
}

export type OrdinaryFileReading =
  | { readonly kind: 'ordinary'; readonly file: OrdinaryFile }
  | { readonly kind: 'problem'; readonly message: string };

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const calibratedSchema = v.object({
  pack: v.string(),
  samples: whole,
  risk: calibrationSchema,
  features: v.record(v.string(), calibrationSchema),
  flagged: v.array(v.object({ threshold: v.number(), before: whole, after: whole })),
});

const schema = v.object({
  format: v.literal(1),
  calibrated: v.exactOptional(calibratedSchema),
  sources: v.array(
    v.object({
      name: v.string(),
      contentHashes: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    }),
  ),
});

/** Checks the text of an `ordinary.json`. */
export function parseOrdinaryFile(text: string): OrdinaryFileReading {
  try {
    const result = v.safeParse(schema, JSON.parse(text.replace(/^\uFEFF/, '')));
    if (result.success) {
      const { sources, calibrated } = result.output;
      return { kind: 'ordinary', file: { sources, calibrated } };
    }
  } catch {
    // What is no JSON is no such file either.
  }
  return { kind: 'problem', message: 'The file .latent-lint/ordinary.json is damaged.' };
}

/**
 * The text of an `ordinary.json`: content hashes, one a line and sorted, so that it merges, and the percentiles that
 * follow from them, so that whoever reads it needs no scores of these samples.
 */
export function serialiseOrdinaryFile({ sources, calibrated }: OrdinaryFile): string {
  const sorted = [...sources]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, contentHashes }) => ({
      name,
      contentHashes: [...new Set(contentHashes)].sort(),
    }));
  return `${JSON.stringify({ format: 1, sources: sorted, calibrated }, null, 1)}\n`;
}

/**
 * What one's own ordinary samples change in a pack.
 * @param own at least `leastOwn`, each content once.
 * @param thresholds at which to say what they cost.
 */
export function calibratedWith(
  pack: Pack,
  own: readonly OrdinaryScore[],
  thresholds: readonly number[],
): Calibrated {
  const { risk, features, before, after } = recalibrate(pack, own);
  const flagged = (shares: readonly number[], threshold: number): number =>
    shares.filter((share) => share >= threshold).length;
  return {
    pack: pack.hash,
    samples: own.length,
    risk,
    features: Object.fromEntries(
      pack.features.flatMap(({ id }, k) => (features[k] === undefined ? [] : [[id, features[k]]])),
    ),
    flagged: thresholds.map((threshold) => ({
      threshold,
      before: flagged(before, threshold),
      after: flagged(after, threshold),
    })),
  };
}

/** The pack with the percentiles of an `ordinary.json`, or one sentence that says why it stays as it is. */
export function joinedPack(
  pack: Pack,
  { calibrated }: OrdinaryFile,
): { readonly pack: Pack; readonly problem: string | null } {
  if (calibrated === undefined) {
    return { pack, problem: 'Your own ordinary data has no percentiles yet; calibrate again.' };
  }
  if (calibrated.pack !== pack.hash) {
    const problem = 'Your own ordinary data was calibrated with another pack; calibrate again.';
    return { pack, problem };
  }
  const features = pack.features.map(
    ({ id, calibration }) => calibrated.features[id] ?? calibration,
  );
  return { pack: withCalibrations(pack, { risk: calibrated.risk, features }), problem: null };
}
