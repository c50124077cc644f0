import { keywordScore, type Keywords } from '../../core/keywords/keywords.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import { readSample } from '../../scan/read-summary.ts';

/** Scores of the classifier of words, each line once as long as its text stays the same. */
export class KeywordScores {
  #known = new WeakMap<LineRecord, { readonly hash: string; readonly score: number }>();
  #keywords: Keywords | null = null;

  /** -1..1: of the text that is trained on; NaN for a line that holds no sample. */
  of(record: LineRecord, { settings }: FileScan, keywords: Keywords): number {
    if (this.#keywords !== keywords) this.#known = new WeakMap();
    this.#keywords = keywords;
    if (record.summary?.kind !== 'sample') return NaN;
    const { hash } = record.summary;
    const known = this.#known.get(record);
    if (known?.hash === hash) return known.score;
    const turns = readSample(record.text, settings)?.sample.turns ?? [];
    const text = turns
      .filter(({ trained, rejected }) => trained && !rejected)
      .map((turn) => turn.text)
      .join('\n');
    const score = keywordScore(keywords, text);
    this.#known.set(record, { hash, score });
    return score;
  }
}
