import type { Range } from '../sample.ts';

/** Longest line, in UTF-16 units, that is searched for sentences; a longer one is cut at this length. */
const longestLine = 2000;

const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Sentences of a stretch of text, in order, without the white space around them; lines of code and list
 * items count as sentences. Places are UTF-16 offsets of `text` and never split a surrogate pair.
 */
export function findSentences(text: string, { start, end }: Range): Range[] {
  const sentences: Range[] = [];
  for (let at = start; at < end;) {
    const lineBreak = text.indexOf('\n', at);
    const lineEnd = lineBreak < 0 || lineBreak >= end ? end : lineBreak + 1;
    const stop = wholeCharacters(text, at, Math.min(lineEnd, at + longestLine));
    for (const { index, segment } of sentenceSegmenter.segment(text.slice(at, stop))) {
      const range = trimRange(text, { start: at + index, end: at + index + segment.length });
      if (range.end > range.start) sentences.push(range);
    }
    at = stop;
  }
  return sentences;
}

/** Words of a sentence, without white space and punctuation between them. */
export function findWords(text: string, { start, end }: Range): Range[] {
  const stop = wholeCharacters(text, start, Math.min(end, start + longestLine));
  const words: Range[] = [];
  for (const { index, segment, isWordLike } of wordSegmenter.segment(text.slice(start, stop))) {
    if (isWordLike !== true) continue;
    words.push({ start: start + index, end: start + index + segment.length });
  }
  return words;
}

/** The range without white space at its ends. */
export function trimRange(text: string, { start, end }: Range): Range {
  const slice = text.slice(start, end);
  const trimmed = slice.trimStart();
  const left = start + slice.length - trimmed.length;
  return { start: left, end: left + trimmed.trimEnd().length };
}

/** `end`, or one less when it would split a surrogate pair. */
function wholeCharacters(text: string, start: number, end: number): number {
  const splits = end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff;
  return splits && end - 1 > start ? end - 1 : end;
}
