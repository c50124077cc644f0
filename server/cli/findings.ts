import type { LineResult, LineStatus, NamedLatent } from './line-result.ts';
import { shorten } from './plain-text.ts';

/** A flagged line, with no more of it than a report shows. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly risk: number;
  readonly features: LineResult['features'];
  /** The strongest ones; empty when they were not asked for. */
  readonly latents: readonly NamedLatent[];
  /** The start of the sentence; empty when there is none. */
  readonly excerpt: string;
}

const shownFeatures = 3;
const shownLatents = 3;
const excerptLength = 240;

/** What a text report needs of a scan, in bounded memory: the worst findings, and counts of all else. */
export class Findings {
  readonly #limit: number;
  #worst: Finding[] = [];
  /** Flagged lines, also those that are no longer kept. */
  total = 0;
  lines = 0;
  readonly byStatus: Record<LineStatus, number> = {
    scored: 0,
    invalid: 0,
    unsupported: 0,
    empty: 0,
    ignored: 0,
  };
  /** The first few lines that are no samples, by status. */
  readonly skipped: Record<'invalid' | 'unsupported', LineResult[]> = {
    invalid: [],
    unsupported: [],
  };

  /** `limit`: findings to keep. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(result: LineResult): void {
    this.lines += 1;
    this.byStatus[result.status] += 1;
    const { status } = result;
    if (status === 'invalid' || status === 'unsupported') {
      if (this.skipped[status].length < 5) this.skipped[status].push(result);
    }
    if (!result.flagged || result.risk === null) return;
    this.total += 1;
    this.#worst.push({
      file: result.file,
      line: result.line,
      risk: result.risk,
      features: flaggingFirst(result.features).slice(0, shownFeatures),
      latents: (result.latents ?? []).slice(0, shownLatents),
      excerpt: shorten(result.span?.text ?? '', excerptLength),
    });
    if (this.#worst.length >= 2 * this.#limit) this.#worst = this.worst();
  }

  /** The worst first; equal risks in the order in which they came. */
  worst(): Finding[] {
    return [...this.#worst].sort((a, b) => b.risk - a.risk).slice(0, this.#limit);
  }
}

/** Features of one's own that flag the line come first: they are why it is there. */
function flaggingFirst(features: LineResult['features']): LineResult['features'] {
  const flagging = features.filter(({ flags }) => flags === true);
  return [...flagging, ...features.filter((feature) => !flagging.includes(feature))];
}
