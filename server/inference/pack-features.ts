import type { Keywords } from '../core/keywords/keywords.ts';
import type { FeatureSpace } from '../core/own-features/fit-feature.ts';
import { comparisonWith, type Comparison } from '../core/own-features/make-direction.ts';
import type { UnitRows } from '../core/own-features/unit-rows.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { Reference } from '../core/pack/read-reference.ts';
import { loadReference } from './load-reference.ts';
import { loadKeywords } from './load-keywords.ts';
import { loadOrdinary } from './load-ordinary.ts';

/** What features of one's own are made in: its memory is shared with threads. */
export interface FittingSpace extends FeatureSpace {
  /** What marked samples are compared with, worked out once. */
  readonly comparison: Comparison;
}

/** What features of one's own need of a pack, read when it is first wanted. */
export class PackFeatures {
  readonly #folder: string;
  readonly #pack: Pack;
  #space: Promise<FittingSpace> | null = null;
  #reference: Promise<Reference> | null = null;
  #keywords: Promise<Keywords | null> | null = null;

  constructor(folder: string, pack: Pack) {
    this.#folder = folder;
    this.#pack = pack;
  }

  /** Rejects with one sentence for people when the pack cannot be compared with. */
  space(): Promise<FittingSpace> {
    this.#space ??= this.#loadSpace();
    return this.#space;
  }

  /** All of the pack's reference. Rejects with one sentence for people. */
  reference(): Promise<Reference> {
    this.#reference ??= loadReference(this.#folder, this.#pack);
    return this.#reference;
  }

  /** Null when the pack comes without one. Rejects with one sentence for people. */
  keywords(): Promise<Keywords | null> {
    this.#keywords ??= loadKeywords(this.#folder, this.#pack);
    return this.#keywords;
  }

  async #loadSpace(): Promise<FittingSpace> {
    const ordinary = await loadOrdinary(this.#folder, this.#pack);
    const { directions } = await this.reference();
    const { width } = this.#pack;
    const answers = shared(ordinary.answers);
    const known = { count: directions.length / width, width, values: directions };
    return {
      ordinary: { ...ordinary, answers, prompts: shared(ordinary.prompts) },
      directions,
      featureIds: this.#pack.features.map(({ id }) => id),
      comparison: comparisonWith(answers, known),
    };
  }
}

/** The rows in memory that threads can read without a copy. */
function shared(rows: UnitRows): UnitRows {
  const values = new Float32Array(new SharedArrayBuffer(rows.values.byteLength));
  values.set(rows.values);
  return { ...rows, values };
}
