import type { FeatureNearness, LineResult, LineStatus, NamedLatent } from './line-result.ts';
import { shorten } from './plain-text.ts';
import { SkippedLines, type SkippedLine } from './skipped-lines.ts';

/** A flagged line, with no more of it than a report shows. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly risk: number;
  readonly features: LineResult['features'];
  /** The nearest feature of the pack. */
  readonly nearest: FeatureNearness | null;
  readonly flaggedByRisk: boolean;
  /** The features of one's own that flag it. */
  readonly flaggedBy: readonly FlaggingFeature[];
  /** The strongest ones; empty when they were not asked for. */
  readonly latents: readonly NamedLatent[];
  /** The start of the sentence; empty when there is none. */
  readonly excerpt: string;
}

/** A feature of one's own that flags a line. */
export interface FlaggingFeature {
  readonly id: string;
  readonly title: string;
  /** 0..100. */
  readonly percentile: number;
  /** Ordinary samples that the percentile is known from. */
  readonly ordinarySamples: number | undefined;
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
  /** Flagged lines that are as risky as the threshold says. */
  byRisk = 0;
  /** By the id of a feature of one's own: the lines that it flags. */
  readonly byOwn = new Map<string, number>();
  readonly skipped = new SkippedLines();

  /** `limit`: findings to keep. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(result: LineResult): void {
    this.lines += 1;
    this.byStatus[result.status] += 1;
    const { status } = result;
    if (status !== 'scored') this.skipped.add(status, withReason(result));
    if (!result.flagged || result.risk === null) return;
    this.total += 1;
    if (result.flaggedByRisk) this.byRisk += 1;
    const flaggedBy = result.features.flatMap(asFlagging);
    for (const { id } of flaggedBy) this.byOwn.set(id, (this.byOwn.get(id) ?? 0) + 1);
    this.#worst.push({
      file: result.file,
      line: result.line,
      risk: result.risk,
      features: flaggingFirst(result.features).slice(0, shownFeatures),
      nearest: result.features.find(({ own }) => own === undefined) ?? null,
      flaggedByRisk: result.flaggedByRisk,
      flaggedBy,
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
  const flagging = features.filter(({ own }) => own?.flagged === true);
  return [...flagging, ...features.filter((feature) => !flagging.includes(feature))];
}

function asFlagging({ id, percentile, own }: FeatureNearness): FlaggingFeature[] {
  if (own?.flagged !== true) return [];
  return [{ id, title: own.title, percentile, ordinarySamples: own.ordinarySamples }];
}

/** Of an ignored line the message says nothing about why it is passed over. */
function withReason({ file, line, status, message }: LineResult): SkippedLine {
  return { file, line, message: status === 'ignored' ? null : message };
}
