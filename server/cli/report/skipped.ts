import { Readable } from 'node:stream';
import { rowFlags } from '../../map-protocol.ts';
import { readFileSample } from '../file-sample.ts';
import { readFileLines } from '../read-file-lines.ts';
import type { SkippedLines } from '../skipped-lines.ts';
import type { CollectedMap } from './collect.ts';

/**
 * Adds the lines of a file that hold no sample, so that they are not on the map.
 * @param name as it was named on the command line.
 * @throws {WrongEncoding} when the file is not UTF-8 at all.
 */
export async function addUnread(skipped: SkippedLines, name: string, bytes: Buffer): Promise<void> {
  for await (const line of readFileLines(Readable.from([bytes]))) {
    const read = readFileSample(line, 'auto');
    if (read.kind === 'sample') continue;
    skipped.add(read.kind, { file: name, line: line.number, message: read.message });
  }
}

/** The map knows only that there is no score. */
const unscored = 'The sample has no score on the map; latent-lint scan says why.';

/** Adds the lines that are on the map and have no score, or are on the ignore list. */
export function addUnscored(
  skipped: SkippedLines,
  names: readonly string[],
  { columns, summary }: Pick<CollectedMap, 'columns' | 'summary'>,
): void {
  const files = Buffer.from(columns['file'] ?? '', 'base64');
  const lines = Buffer.from(columns['line'] ?? '', 'base64');
  const flags = Buffer.from(columns['flags'] ?? '', 'base64');
  for (let row = 0; row < summary.rows; row += 1) {
    const flag = flags.readUInt8(row);
    const file = names[files.readUInt8(row)] ?? '';
    const place = { file, line: lines.readUInt32LE(4 * row) + 1, message: null };
    if ((flag & rowFlags.scored) === 0) skipped.add('unsupported', { ...place, message: unscored });
    else if ((flag & rowFlags.ignored) !== 0) skipped.add('ignored', place);
  }
}
