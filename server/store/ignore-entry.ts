/** A sample that is not to be reported, wherever it stands. */
export interface IgnoreEntry {
  readonly contentHash: string;
  /** Why, in the words of whoever ignored it. */
  readonly reason: string;
  /** The id of the feature that it was nearest to; '' when unknown. */
  readonly feature: string;
  /** When, as an ISO 8601 date and time; '' when unknown. */
  readonly created: string;
}

const lineFeed = 0x0a;
const byteOrderMark = Buffer.from('\uFEFF');

/** An entry and the bytes of its line, the line break with them. */
interface PlacedEntry {
  readonly entry: IgnoreEntry;
  readonly start: number;
  readonly end: number;
}

/** The entries of a list's bytes. What is no entry is passed over. */
export function* entriesIn(bytes: Buffer): Generator<PlacedEntry> {
  // A byte order mark belongs to the file, not to its first line.
  let start = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    ? byteOrderMark.length
    : 0;
  while (start < bytes.length) {
    const lineBreak = bytes.indexOf(lineFeed, start);
    const end = lineBreak < 0 ? bytes.length : lineBreak + 1;
    const entry = parseEntry(bytes.toString('utf8', start, end));
    if (entry !== null) yield { entry, start, end };
    start = end;
  }
}

/** The bytes without the lines of some samples, every other byte as it was, and of how many there were some. */
export function withoutSamples(
  bytes: Buffer,
  contentHashes: ReadonlySet<string>,
): { readonly bytes: Buffer; readonly removed: number } {
  const kept: Buffer[] = [];
  const removed = new Set<string>();
  let position = 0;
  for (const { entry, start, end } of entriesIn(bytes)) {
    if (!contentHashes.has(entry.contentHash)) continue;
    removed.add(entry.contentHash);
    kept.push(bytes.subarray(position, start));
    position = end;
  }
  return { bytes: Buffer.concat([...kept, bytes.subarray(position)]), removed: removed.size };
}

/** What to put after the bytes so that the entries are their last lines, with the line breaks they have. */
export function asLastLines(bytes: Buffer, entries: readonly IgnoreEntry[]): Buffer {
  const last = bytes.lastIndexOf(lineFeed);
  const lineBreak = last > 0 && bytes[last - 1] === 0x0d ? '\r\n' : '\n';
  const isOpen = bytes.length > 0 && last < bytes.length - 1 && !bytes.equals(byteOrderMark);
  const lines = entries.map((entry) => `${JSON.stringify(entry)}${lineBreak}`);
  return Buffer.from(`${isOpen ? lineBreak : ''}${lines.join('')}`);
}

function parseEntry(line: string): IgnoreEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('contentHash' in value)) return null;
  const { contentHash, reason, feature, created } = value as Record<string, unknown>;
  if (typeof contentHash !== 'string' || contentHash === '') return null;
  const text = (field: unknown): string => (typeof field === 'string' ? field : '');
  return { contentHash, reason: text(reason), feature: text(feature), created: text(created) };
}
