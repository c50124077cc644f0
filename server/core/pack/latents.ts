import * as v from 'valibot';
import type { AutoencoderRecord, Pack } from './pack.ts';

/** What `latents.json` says of a latent; see docs/pack-format.md. */
export interface Latent {
  readonly id: number;
  /** For people; it may quote text that the pack was built from. */
  readonly name: string;
  /** Share of the tokens of ordinary text at which it is active, 0..1. */
  readonly firingRate: number;
  /** The features whose directions its own lies nearest to, nearest first. */
  readonly nearest: readonly LatentNearness[];
  /** Paired t of its activation in harmful minus aligned answers, with a 95 % interval. */
  readonly harm: { readonly statistic: number; readonly low: number; readonly high: number };
}

export interface LatentNearness {
  /** Id of the feature. */
  readonly feature: string;
  /** -1..1. */
  readonly cosine: number;
}

/** Latents that are shown with a score. */
export interface LatentsShown {
  /** How many of a sample. */
  readonly count: number;
  /** All of the pack, by id. */
  readonly known: readonly Latent[];
}

export type LatentsReading =
  /** In the order of their ids, which count from 0. */
  | { readonly kind: 'latents'; readonly latents: readonly Latent[] }
  | { readonly kind: 'problem'; readonly message: string };

/** A latent lies near a feature from this cosine on: rows without a relation stay within 0.12. */
export const nearCosine = 0.2;

const finite = v.pipe(v.number(), v.finite());

const latentsSchema = v.array(
  v.object({
    id: finite,
    name: v.string(),
    firingRate: finite,
    nearest: v.array(v.object({ feature: v.string(), cosine: finite })),
    harm: v.object({ statistic: finite, low: finite, high: finite }),
  }),
);

/** Why a pack shows no latents, in one sentence; null when its autoencoder fits it. */
export function whyNoLatents({ sae, layer, width, files }: Pack): string | null {
  if (sae === undefined) {
    return 'This pack has no sparse autoencoder, so it has no latents to show.';
  }
  if (sae.layer !== layer) {
    return `The sparse autoencoder of the pack is for layer ${sae.layer}, but the pack reads layer ${layer}.`;
  }
  if (sae.width !== width) {
    return `The sparse autoencoder of the pack is for width ${sae.width}, but the pack has width ${width}.`;
  }
  if (sae.trunkSha256 !== files['trunk.onnx'].sha256) {
    return 'The sparse autoencoder of the pack was trained on another trunk.onnx than the one of the pack.';
  }
  return null;
}

/**
 * Checks the text of a `latents.json`.
 * @returns the latents, or one sentence that says what is wrong with the file.
 */
export function parseLatents(json: string, { latents }: AutoencoderRecord): LatentsReading {
  const result = v.safeParse(latentsSchema, parseJson(json));
  if (!result.success) return problem('it does not hold a list of latents');
  const { output } = result;
  if (output.length !== latents) return problem(`it has ${output.length} latents, not ${latents}`);
  if (output.some(({ id }, at) => id !== at)) return problem('its ids do not count from 0');
  return { kind: 'latents', latents: output };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function problem(reason: string): LatentsReading {
  return { kind: 'problem', message: `The file latents.json of the pack is damaged: ${reason}.` };
}
