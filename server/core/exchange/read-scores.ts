import { readCsv } from './read-csv.ts';

/** A score of another tool for one sample. Higher means worse. */
export interface ForeignScore {
  /** From 1, or null when the sample is named by its content. */
  readonly line: number | null;
  readonly contentHash: string | null;
  readonly score: number;
}

export type ScoresReading =
  | {
      readonly kind: 'scores';
      readonly scores: readonly ForeignScore[];
      /** Records that name no sample or have no number. */
      readonly skipped: number;
    }
  /** What is wrong, to be read after the name of the file and 'cannot be imported:'. */
  | { readonly kind: 'problem'; readonly reason: string };

type Entry = Readonly<Record<string, unknown>>;

/**
 * Scores of a judge or another tool: CSV (with a header; commas, semicolons or tabs) or JSONL. Columns: `line` (from
 * 1) or `contentHash`, and `score`, in any order and case; others are passed over.
 */
export function readScores(name: string, text: string): ScoresReading {
  const entries = /\.jsonl$/i.test(name)
    ? fromJsonLines(text)
    : /\.(csv|tsv)$/i.test(name)
      ? fromCsv(text)
      : null;
  if (entries === null)
    return { kind: 'problem', reason: 'only .csv, .tsv and .jsonl files are read' };
  const scores: ForeignScore[] = [];
  let skipped = 0;
  for (const entry of entries) {
    const score = toScore(entry);
    if (score === null) skipped += 1;
    else scores.push(score);
  }
  if (scores.length > 0) return { kind: 'scores', scores, skipped };
  return {
    kind: 'problem',
    reason: 'it has no column “score” with numbers beside a column “line” or “contentHash”',
  };
}

function* fromJsonLines(text: string): Generator<Entry> {
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue;
    let value: unknown = null;
    try {
      value = JSON.parse(line);
    } catch {
      // What is no JSON names no sample; it is counted as such.
    }
    yield typeof value === 'object' && value !== null ? lowerKeys(Object.entries(value)) : {};
  }
}

function* fromCsv(text: string): Generator<Entry> {
  const [first = ''] = text.split(/\r|\n/, 1);
  const separators = [',', ';', '\t'];
  const separator = separators.reduce((best, each) =>
    first.split(each).length > first.split(best).length ? each : best,
  );
  let header: string[] | null = null;
  for (const record of readCsv(text, separator)) {
    if (header === null) header = record.map((field) => field.trim());
    else yield lowerKeys(header.map((key, at) => [key, record[at] ?? '']));
  }
}

function lowerKeys(entries: readonly (readonly [string, unknown])[]): Entry {
  return Object.fromEntries(entries.map(([key, value]) => [key.toLowerCase(), value]));
}

function toScore(entry: Entry): ForeignScore | null {
  const score = toNumber(entry['score']);
  const hash = entry['contenthash'];
  const contentHash = typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? hash : null;
  const number = toNumber(entry['line']);
  const line = number !== null && Number.isSafeInteger(number) && number >= 1 ? number : null;
  return score === null || (contentHash === null && line === null)
    ? null
    : { line, contentHash, score };
}

function toNumber(value: unknown): number | null {
  const number =
    typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : typeof value === 'number'
        ? value
        : NaN;
  return Number.isFinite(number) ? number : null;
}
