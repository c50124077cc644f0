import { lineNumbers, samplesText, sentenceOf } from '../../model/words.ts';
import type { PageSnapshot } from '../../page.ts';
import { marksOf } from '../../page-work.ts';

/** Copies the line numbers of the selected samples, by file. What became of it, in one sentence; never rejects. */
export async function copyLineNumbers(page: PageSnapshot): Promise<string> {
  const { uris, names, source, selection } = page;
  const marks = marksOf(page);
  const texts = uris.flatMap((uri, index) => {
    const lines = marks.get(uri);
    if (lines === undefined) return [];
    return uris.length === 1
      ? [lineNumbers(lines)]
      : [`${names[index] ?? uri}: ${lineNumbers(lines)}`];
  });
  try {
    await source.copy(texts.join('\n'));
  } catch (error) {
    return sentenceOf(error);
  }
  return `Copied the line numbers of ${samplesText(selection.count)}.`;
}
