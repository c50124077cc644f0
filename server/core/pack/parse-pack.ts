import * as v from 'valibot';
import { roles } from '../sample.ts';
import type { Calibration, Pack } from './pack.ts';

/** A pack, or one sentence that says what is wrong with it. */
export type PackReading =
  | { readonly kind: 'pack'; readonly pack: Pack }
  | { readonly kind: 'problem'; readonly message: string };

function ascends(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? value));
}

/** Equal lengths, and room below and above for the formulas beyond the knots. */
function isCalibration({ cosines, shares }: Omit<Calibration, 'tailScale'>): boolean {
  const [firstCosine = -1] = cosines;
  const [firstShare = 0] = shares;
  const lastShare = shares[shares.length - 1] ?? 1;
  return cosines.length === shares.length && firstCosine > -1 && firstShare > 0 && lastShare < 1;
}

function hasUniqueIds(features: readonly { readonly id: string }[]): boolean {
  return new Set(features.map(({ id }) => id)).size === features.length;
}

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const cosine = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const words = v.pipe(v.string(), v.nonEmpty());
const notAscending = 'it does not ascend strictly';

/** Of `pack.json` and of files of one's own features. */
export const calibrationSchema = v.pipe(
  v.object({
    cosines: v.pipe(
      v.array(cosine),
      v.minLength(2),
      v.check((values) => ascends(values), notAscending),
    ),
    shares: v.pipe(
      v.array(share),
      v.minLength(2),
      v.check((values) => ascends(values), notAscending),
    ),
    tailScale: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    samples: v.optional(count),
  }),
  v.check((lists) => isCalibration(lists), 'its lists differ in length or reach -1, 0 or 1'),
);

const featureSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'it is not in kebab-case')),
  title: words,
  description: v.string(),
  examples: v.array(v.string()),
  calibration: calibrationSchema,
});

const turnSchema = v.pipe(
  v.object({
    role: v.picklist(roles),
    text: v.string(),
    trained: v.optional(v.boolean()),
    rejected: v.optional(v.boolean(), false),
  }),
  v.transform((turn) => ({ ...turn, trained: turn.trained ?? turn.role === 'assistant' })),
);

const fileSchema = v.object({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'it is not a sha256 in hex')),
  size: count,
});

const autoencoderSchema = v.object({
  latents: count,
  layer: count,
  width: count,
  trunkSha256: v.string(),
  files: v.object({
    'sae.onnx': fileSchema,
    'latents.json': fileSchema,
    'sae.safetensors': v.optional(fileSchema),
  }),
});

const ordinarySchema = v.object({
  samples: count,
  sources: v.pipe(v.array(words), v.minLength(1)),
  file: fileSchema,
});

const packSchema = v.object({
  format: v.literal(1, 'this version of Latent Lint reads format 1 only'),
  name: words,
  version: words,
  model: v.object({ name: words, source: v.string(), licence: v.string() }),
  layer: count,
  width: count,
  rendering: v.object({ turnStart: words, turnEnd: words, separator: words }),
  window: v.pipe(
    v.object({ tokens: count, context: count }),
    v.check(({ tokens, context }) => context < tokens, 'its context is not below its tokens'),
  ),
  risk: v.object({
    calibration: calibrationSchema,
    thresholds: v.object({ warning: share, error: share }),
  }),
  features: v.pipe(
    v.array(featureSchema),
    v.minLength(1),
    v.check((features) => hasUniqueIds(features), 'an id occurs twice'),
  ),
  highlight: v.object({ lengthWeight: v.pipe(v.number(), v.finite()) }),
  probe: v.optional(v.nullable(v.object({ turns: v.array(turnSchema), riskCosine: cosine })), null),
  files: v.object({
    'trunk.onnx': fileSchema,
    'tokenizer.json': fileSchema,
    'features.safetensors': fileSchema,
  }),
  sae: v.optional(autoencoderSchema),
  ordinary: v.optional(ordinarySchema),
  keywords: v.optional(v.object({ file: fileSchema })),
});

/**
 * Checks the text of a `pack.json`; see docs/pack-format.md. Keys that the engine does not use are ignored.
 * @param hash sha256 of the file's bytes, in hex.
 * @returns the pack, or one sentence that names the key that is wrong.
 */
export function parsePack(json: string, hash: string): PackReading {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return { kind: 'problem', message: 'The file pack.json of the pack is not valid JSON.' };
  }
  const result = v.safeParse(packSchema, data);
  if (result.success) return { kind: 'pack', pack: { hash, ...result.output } };
  const [issue] = result.issues;
  const key = v.getDotPath(issue) ?? 'the whole file';
  return {
    kind: 'problem',
    message: `The file pack.json of the pack is damaged at ${key}: ${issue.message}.`,
  };
}
