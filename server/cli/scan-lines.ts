import { contentHash, scoredTurns } from '../core/content-hash.ts';
import type { LatentsShown } from '../core/pack/latents.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { FormatId } from '../core/sample.ts';
import { readFileSample } from './file-sample.ts';
import { withOutcome, withoutScore, type LinePlace, type LineResult } from './line-result.ts';
import { orderedWindow } from './ordered-window.ts';
import type { FileLine } from './read-file-lines.ts';
import type { ScoreSample } from './score-once.ts';

/** What a scan of one file needs; the composition is in `scan.ts`. */
export interface ScanContext {
  /** The file as it was named. */
  readonly file: string;
  readonly inputFormat: 'auto' | FormatId;
  readonly pack: Pack;
  /** Least risk that is flagged, 0..1. */
  readonly threshold: number;
  /** Ids of the features that flag nothing; see `Verdict`. */
  readonly off: ReadonlySet<string>;
  readonly ignores: (hash: string) => boolean;
  readonly score: ScoreSample;
  /** Null when no latents are asked for. */
  readonly latents: LatentsShown | null;
  /** Features of one's own to compare with. */
  readonly own?: readonly OwnFeature[];
}

/** A line's result and how far the file is read up to it, in bytes. */
export interface ScannedLine {
  readonly result: LineResult;
  readonly bytesRead: number;
}

/** Lines that may be read ahead of the one that is written, and their UTF-16 units together. */
const limits = {
  capacity: 256,
  weightLimit: 16 * 1024 * 1024,
  weigh: (line: FileLine): number => line.text.length,
};

/** The results of all lines, in file order. Throws what reading or scoring throws. */
export function scanLines(
  lines: AsyncIterable<FileLine>,
  context: ScanContext,
): AsyncGenerator<ScannedLine> {
  return orderedWindow(
    lines,
    async (line) => ({ result: await scanLine(line, context), bytesRead: line.bytesRead }),
    limits,
  );
}

async function scanLine(line: FileLine, context: ScanContext): Promise<LineResult> {
  const found = readFileSample(line, context.inputFormat);
  const place: LinePlace = { file: context.file, line: line.number, note: found.note };
  if (found.kind !== 'sample') return withoutScore(place, found.kind, found.message);
  const turns = scoredTurns(found.reading.sample);
  const hash = contentHash(turns);
  const outcome = await context.score(hash, turns);
  const { pack, threshold, off, latents, own = [] } = context;
  return withOutcome(place, found.reading, outcome, {
    pack,
    threshold,
    off,
    ignored: context.ignores(hash),
    latents,
    own,
  });
}
