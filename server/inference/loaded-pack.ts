import type { Pack } from '../core/pack/pack.ts';
import { parsePack, type PackReading } from '../core/pack/parse-pack.ts';
import type { FromScorer, ProbeResult } from './messages.ts';

/**
 * How far the risk cosine of the pack's probe may lie from the builder's before people are told: a hundredth
 * of a cosine's range (docs/pack-format.md, "Keys of `pack.json`").
 */
const tolerance = 0.02;

/** The pack as the scoring processes have loaded it: the same one in all of them. */
export class LoadedPack {
  #pack: Pack | null = null;
  #warning: string | null = null;

  /** One sentence when a process has scored the pack's probe otherwise than the pack's builder; else null. */
  get warning(): string | null {
    return this.#warning;
  }

  /** Takes what a process says when it is ready: the pack, or one sentence that says why it will not do. */
  accept({ packJson, packHash, probe }: Extract<FromScorer, { kind: 'ready' }>): PackReading {
    const reading = parsePack(packJson, packHash);
    if (reading.kind === 'problem') return reading;
    if (this.#pack !== null && this.#pack.hash !== reading.pack.hash) {
      const message = 'The pack has changed on disk; restart to score with the new one.';
      return { kind: 'problem', message };
    }
    this.#pack = reading.pack;
    if (probe !== null && !agrees(probe)) {
      this.#warning ??=
        'The arithmetic of this machine gives other scores than the pack was calibrated with.';
    }
    return reading;
  }
}

/** Also false when a number is NaN. */
function agrees({ expected, measured }: ProbeResult): boolean {
  return Math.abs(measured - expected) <= tolerance;
}
