import type { Latent, LatentsShown } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import { keptLatents } from '../core/scoring/sample-score.ts';
import { loadDecoder, type Decoder } from './load-decoder.ts';
import { loadLatents } from './load-latents.ts';
import type { ScorerPool } from './scorer-pool.ts';

/** The latents of a pack, read when they are first wanted. */
export class PackLatents {
  readonly #folder: string;
  readonly #pack: Pack;
  #loaded: Promise<readonly Latent[]> | null = null;
  #decoder: Promise<Decoder | null> | null = null;
  #shown: LatentsShown | null = null;

  constructor(folder: string, pack: Pack) {
    this.#folder = folder;
    this.#pack = pack;
  }

  /** Those that scores come with; null when they come with none. */
  get shown(): LatentsShown | null {
    return this.#shown;
  }

  /** All latents, by id. Rejects with one sentence for people when there are none that fit the pack. */
  load(): Promise<readonly Latent[]> {
    this.#loaded ??= loadLatents(this.#folder, this.#pack);
    return this.#loaded;
  }

  /** Their directions; null when the pack does not come with them. Rejects with one sentence for people. */
  decoder(): Promise<Decoder | null> {
    this.#decoder ??= loadDecoder(this.#folder, this.#pack);
    return this.#decoder;
  }

  /** Lets scores come with latents to show `count` of; a pack that has none says so and scores as ever. */
  async show(count: number, say: (message: string) => void): Promise<void> {
    if (count === 0) return;
    try {
      this.#shown = { count, known: await this.load() };
    } catch (error) {
      say(error instanceof Error ? error.message : 'The latents of the pack cannot be read.');
    }
  }
}

/** A pool whose scores come with vectors and, if they are shown, with latents, unless a request says otherwise. */
export function withDetails(
  pool: Pick<ScorerPool, 'score'>,
  latents: LatentsShown | null,
): Pick<ScorerPool, 'score'> {
  const details = { vectors: true, latents: latents === null ? 0 : keptLatents };
  return { score: (turns, request) => pool.score(turns, { ...details, ...request }) };
}
