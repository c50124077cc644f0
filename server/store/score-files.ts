import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TimeSlice } from '../time-slice.ts';
import { decodeLine } from './segment.ts';
import { writeWhole } from './write-whole.ts';

const extension = '.scores';

export interface SegmentFile {
  readonly path: string;
  readonly size: number;
  /** Last change, in milliseconds since 1970. */
  readonly changed: number;
}

/** A new name, which no other process uses: `<pid>-<random>.scores`. */
export function newSegmentPath(folder: string): string {
  return path.join(folder, `${process.pid}-${randomBytes(6).toString('hex')}${extension}`);
}

/** The segments of a folder, the oldest first; none when there is no such folder. */
export async function listSegments(folder: string): Promise<SegmentFile[]> {
  const files: SegmentFile[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(extension)) continue;
    const file = path.join(folder, name);
    // Another process may have merged the file away since its name was read.
    const found = await stat(file).catch(() => null);
    if (found?.isFile() === true)
      files.push({ path: file, size: found.size, changed: found.mtimeMs });
  }
  return files.sort((a, b) => a.changed - b.changed);
}

/** Whether the process that a segment is named after still runs on this machine. */
export function isInUse(file: SegmentFile): boolean {
  const pid = Number.parseInt(path.basename(file.path), 10);
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, yet it runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Reads the undamaged lines of a segment, a piece of the file at a time; how many lines were damaged. */
export async function readSegment(
  file: string,
  slice: TimeSlice,
  take: (hash: string, record: Buffer) => void,
): Promise<number> {
  let damaged = 0;
  let rest = Buffer.alloc(0);
  const handle = await open(file, 'r');
  try {
    for await (const chunk of handle.createReadStream({ highWaterMark: 1 << 18 })) {
      const bytes = Buffer.concat([rest, chunk as Buffer]);
      let start = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        const line = decodeLine(bytes.subarray(start, end));
        if (line === null) damaged += 1;
        else take(line.hash, line.record);
        start = end + 1;
        if (slice.over) await slice.rest();
      }
      rest = Buffer.from(bytes.subarray(start));
    }
  } finally {
    await handle.close();
  }
  return rest.length > 0 ? damaged + 1 : damaged;
}

/** Writes a segment as a whole: it is there complete, or not at all. */
export async function writeSegment(folder: string, lines: Iterable<string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(newSegmentPath(folder), lines);
}

/** Removes the oldest segments that no process uses until all of them together fit. */
export async function dropOldest(root: string, mostBytes: number): Promise<number> {
  const files: SegmentFile[] = [];
  for (const name of await namesIn(root))
    files.push(...(await listSegments(path.join(root, name))));
  files.sort((a, b) => a.changed - b.changed);
  let total = files.reduce((sum, file) => sum + file.size, 0);
  let dropped = 0;
  for (const file of files) {
    if (total <= mostBytes) break;
    if (isInUse(file)) continue;
    await rm(file.path, { force: true });
    total -= file.size;
    dropped += 1;
  }
  return dropped;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
