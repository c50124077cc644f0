import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import { readSample } from '../../scan/read-summary.ts';
import { shorten, visible } from '../escape-markdown.ts';

const longest = 160;

/** The start of what a sample answers, as plain text. It is the file's text, never markup. */
export function excerptOf({ text }: LineRecord, { settings }: FileScan): string {
  const turns = readSample(text, settings)?.sample.turns ?? [];
  const answer = turns.findLast(({ trained }) => trained) ?? turns.at(-1);
  return shorten(visible((answer?.text ?? '').slice(0, 4 * longest).trim()), longest);
}
