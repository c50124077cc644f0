import type { FileScan } from '../../scan/file-scan.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import type { FeatureContext } from '../context.ts';
import type { Shelf } from './shelf.ts';

/** An open file, the features that count for it, and the pack. */
export interface OwnPlace {
  readonly file: FileScan;
  readonly shelf: Shelf;
  readonly engine: ScanEngine | null;
}

/** Where features of a file are; one sentence when there is no such place. */
export function placeOf(uri: string, { scanner, own }: FeatureContext): OwnPlace | string {
  const file = scanner.files.get(uri);
  if (file === undefined) return 'The file is not open any more.';
  const shelf = own.shelf(uri);
  if (shelf === undefined) {
    return 'Save the file first: there is no place for features of your own yet.';
  }
  return { file, shelf, engine: scanner.engine };
}
