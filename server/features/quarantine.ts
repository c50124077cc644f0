import { readFile } from 'node:fs/promises';
import { LineIndex } from '../core/jsonl/line-index.ts';
import { filePath } from '../file-uri.ts';
import type { FeatureContext } from './context.ts';
import { createsFiles, type DocumentEdit } from './edits.ts';
import type { SampleBatch } from './sample-batch.ts';

/** The address of the file beside `uri` that takes what is moved out of it; null for a file without a place. */
export function quarantineUri(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  const slash = uri.lastIndexOf('/');
  const name = uri.slice(slash + 1).replace(/\.[^.]*$/, '');
  return name === '' ? null : `${uri.slice(0, slash + 1)}${name}.quarantine.jsonl`;
}

/** Its name, for people. */
export function quarantineName(uri: string): string | null {
  const quarantine = quarantineUri(uri);
  const path = quarantine && filePath(quarantine);
  return path ? (path.split(/[\\/]/).at(-1) ?? null) : null;
}

/**
 * The edit that puts samples at the end of the quarantine file, exactly as they are, each on a line of its own.
 * Null when there is no such file and the client cannot make one: it could take the lines away and lose them.
 * Throws when the file is there and cannot be read.
 */
export async function appendToQuarantine(
  batches: readonly SampleBatch[],
  uri: string,
  context: FeatureContext,
): Promise<DocumentEdit | null> {
  const open = context.scanner.files.get(uri);
  const text = open === undefined ? await textOnDisk(uri) : '';
  if (text === null && !createsFiles(context.abilities)) return null;
  const lines = open?.lineAccess ?? new LineIndex(text ?? '');
  const last = lines.count - 1;
  const end = { line: last, character: lines.line(last).text.length };
  const records = batches.flatMap(({ samples }) => samples.map(({ record }) => record));
  const breaks = [
    lines.line(0).lineBreak,
    records[0]?.lineBreak,
    batches[0]?.file.lines[0]?.lineBreak,
  ];
  const lineBreak = breaks.find((candidate) => candidate) ?? '\n';
  const before = end.character === 0 ? '' : lineBreak;
  // A byte order mark belongs to the file, not to the sample.
  const moved = records.map(({ text: line }) => `${line.replace(/^\uFEFF/, '')}${lineBreak}`);
  const newText = `${before}${moved.join('')}`;
  const version = open?.version ?? null;
  return { uri, version, create: true, edits: [{ range: { start: end, end }, newText }] };
}

/** The text of a file; null when there is none. */
async function textOnDisk(uri: string): Promise<string | null> {
  const path = filePath(uri);
  if (path === null) return null;
  try {
    // Editors do not count a byte order mark as a character.
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
