import { crc32 } from './crc32.ts';

/**
 * One line of a segment file: `<crc32 of the rest, 8 hex digits> <content hash> <record in base64>\n`.
 * A line that is cut off or damaged fails its checksum and is skipped; the lines after it still count.
 */
export function encodeLine(hash: string, record: Uint8Array): string {
  const body = `${hash} ${Buffer.from(record).toString('base64')}`;
  return `${checksum(Buffer.from(body, 'latin1'))} ${body}\n`;
}

/** The hash and the record of a line without its line break; null when the line is damaged. */
export function decodeLine(line: Buffer): { hash: string; record: Buffer } | null {
  const body = line.subarray(9);
  if (line[8] !== 0x20 || line.toString('latin1', 0, 8) !== checksum(body)) return null;
  const space = body.indexOf(0x20);
  if (space <= 0) return null;
  const record = Buffer.from(body.toString('latin1', space + 1), 'base64');
  return { hash: body.toString('latin1', 0, space), record };
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}
