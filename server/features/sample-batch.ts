import type { FileScan } from '../scan/file-scan.ts';
import type { LineRecord } from '../scan/line-document.ts';
import type { FoundLine } from './sample-lines.ts';

/** Samples of one file that something is done with. */
export interface SampleBatch {
  readonly file: FileScan;
  /** In the order of the file. */
  readonly samples: readonly FoundLine[];
}

/** The samples with these ids, file by file; null when one of them is in none of the files (any more). */
export function findBatches(
  files: readonly FileScan[],
  ids: Iterable<number>,
): SampleBatch[] | null {
  const wanted = new Set(ids);
  const batches = batchesOf(
    files,
    ({ id, summary }) => summary?.kind === 'sample' && wanted.has(id),
  );
  return countSamples(batches) === wanted.size ? batches : null;
}

/** The same samples where they are now; null when one of them has changed, or its file was closed. */
export function findAgain(
  batches: readonly SampleBatch[],
  files: ReadonlyMap<string, FileScan>,
): SampleBatch[] | null {
  if (batches.some(({ file }) => files.get(file.uri) !== file)) return null;
  const wanted = new Set(batches.flatMap(({ samples }) => samples.map(({ record }) => record)));
  const again = batchesOf(
    batches.map(({ file }) => file),
    (record) => wanted.has(record),
  );
  return countSamples(again) === wanted.size ? again : null;
}

export function countSamples(batches: readonly SampleBatch[]): number {
  return batches.reduce((sum, { samples }) => sum + samples.length, 0);
}

/** `1 sample`, `12 samples`. */
export function samplesText(count: number): string {
  return count === 1 ? '1 sample' : `${count} samples`;
}

function batchesOf(
  files: readonly FileScan[],
  belongs: (record: LineRecord) => boolean,
): SampleBatch[] {
  return files
    .map((file) => ({
      file,
      samples: file.lines.flatMap((record, line) => (belongs(record) ? { line, record } : [])),
    }))
    .filter(({ samples }) => samples.length > 0);
}
