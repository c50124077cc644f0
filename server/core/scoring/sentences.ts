import type { Range } from '../sample.ts';

/**
 * A sentence ends after its closing marks and the white space behind them, or at a line break. The look
 * behind keeps a long row of full stops from being searched from each of them.
 */
const boundary = /(?<![.!?…])[.!?…]+["'”’»)\]*]*\s+|[。！？]+["'”’»)\]*]*\s*|\n\s*/gu;
/** A shorter sentence, in UTF-16 units, joins the next one: "No.", "1.", "-". */
const shortest = 12;
/** How much of a sentence is searched for words, in UTF-16 units. */
const longestSearched = 4000;

const words = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Cuts a stretch of text into sentences, which cover it; lines of code and items of lists count as
 * sentences. Places are UTF-16 offsets of `text` and never split a surrogate pair. Takes time in
 * proportion to the stretch.
 */
export function findSentences(text: string, { start, end }: Range): Range[] {
  const stretch = text.slice(start, end);
  const sentences: Range[] = [];
  let at = 0;
  for (const { 0: match, index } of stretch.matchAll(boundary)) {
    const stop = index + match.length;
    if (stop - at < shortest || stop === stretch.length) continue;
    sentences.push({ start: start + at, end: start + stop });
    at = stop;
  }
  return [...sentences, { start: start + at, end }];
}

/** Words of a sentence, without white space and punctuation between them. */
export function findWords(text: string, { start, end }: Range): Range[] {
  const searched = text.slice(start, Math.min(end, start + longestSearched));
  const found: Range[] = [];
  for (const { index, segment, isWordLike } of words.segment(searched)) {
    if (isWordLike !== true) continue;
    found.push({ start: start + index, end: start + index + segment.length });
  }
  return found;
}

/** The range without white space at its ends. */
export function trimRange(text: string, { start, end }: Range): Range {
  const slice = text.slice(start, end);
  const trimmed = slice.trimStart();
  const left = start + slice.length - trimmed.length;
  return { start: left, end: left + trimmed.trimEnd().length };
}
