import { assess, type NearFeature } from '../core/scoring/assessment.ts';
import { sourceRange } from '../core/source-map.ts';
import type { FormatId, Range } from '../core/sample.ts';
import type { TurnRange } from '../core/scoring/sample-score.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FlaggedLine } from '../scan/flagging.ts';
import type { LineRecord } from '../scan/line-document.ts';
import type { Outcomes } from '../scan/outcomes.ts';
import { readSample, type SampleReading } from '../scan/read-summary.ts';
import { shorten, visible } from './escape-markdown.ts';
import { findingMessage, ownFindingMessage, partlyScored } from '../core/wording.ts';

/** What is shown of a flagged line wherever it is listed. */
export interface FindingDetail {
  /** The sentence that carries the risk, in UTF-16 offsets of the line. */
  readonly range: Range;
  readonly feature: NearFeature | null;
  readonly message: string;
  /** The start of the sentence, as plain text. */
  readonly excerpt: string;
}

/** Under another setting `format` the same line is another sample, or the same at other places. */
interface Known {
  readonly hash: string;
  readonly format: FormatId;
  readonly detail: FindingDetail;
}

const excerptLength = 120;

/**
 * Works out the details of flagged lines, once for a line and the sample that was read from it: they depend
 * on these and the score only, so they stay right wherever the line moves.
 */
export class FindingDetails {
  #known = new WeakMap<LineRecord, Known>();

  /** Null when the line has no score (any more). */
  of(record: LineRecord, file: FileScan, outcomes: Outcomes): FindingDetail | null {
    if (record.summary?.kind !== 'sample') return null;
    const { hash, format } = record.summary;
    const known = this.#known.get(record);
    if (known?.hash === hash && known.format === format) return known.detail;
    const detail = describe(record, hash, file, outcomes);
    if (detail !== null) this.#known.set(record, { hash, format, detail });
    return detail;
  }

  /** Another pack is in use. */
  clear(): void {
    this.#known = new WeakMap();
  }
}

/** Why a line is flagged: the feature that stands for it, and the sentence. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  /** Whether it is a feature of one's own. */
  readonly own: boolean;
  readonly message: string;
}

/** Features of one's own come first: somebody has asked for exactly these. */
export function whyFlagged({ record, risky }: FlaggedLine, detail: FindingDetail): Finding {
  const [first] = record.own;
  const { feature, message } = detail;
  if (first === undefined) {
    return { id: feature?.id ?? '', title: feature?.title ?? '', own: false, message };
  }
  const sentences = [...record.own.map(ownFindingMessage), ...(risky ? [message] : [])];
  return { id: first.id, title: first.title, own: true, message: sentences.join(' ') };
}

/** The place in the line of a range of the sample's text; the whole line's content without one. */
export function lineRange(reading: SampleReading, range: TurnRange | null): Range {
  const turn = range && reading.sample.turns[range.turn];
  if (range === null || !turn) return { start: reading.root.start, end: reading.root.end };
  return sourceRange(turn, range);
}

/** The text that a range of the sample stands for. */
export function rangeText(reading: SampleReading, range: TurnRange | null): string {
  if (range === null) return '';
  return reading.sample.turns[range.turn]?.text.slice(range.start, range.end) ?? '';
}

function describe(
  record: LineRecord,
  hash: string,
  file: FileScan,
  outcomes: Outcomes,
): FindingDetail | null {
  const outcome = outcomes.get(hash);
  const reading = readSample(record.text, file.settings);
  if (outcome?.kind !== 'score' || reading === null) return null;
  const { score } = outcome;
  const assessment = assess(score, outcomes.pack);
  const message = [findingMessage(assessment, outcomes.pack), partlyScored(score)]
    .filter(Boolean)
    .join(' ');
  return {
    range: lineRange(reading, score.sentence),
    feature: assessment.features[0] ?? null,
    message,
    excerpt: shorten(visible(rangeText(reading, score.sentence).trim()), excerptLength),
  };
}
