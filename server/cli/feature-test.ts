import { CannotDo } from './cannot-do.ts';
import type { NamedOptions } from './feature-options.ts';
import { checkStandardInput } from './input.ts';
import { jsonLine } from './json-report.ts';
import { findFittingFeatures, ownNearness } from './own-features.ts';
import { toPlainText } from './plain-text.ts';
import { SampleReader, type UnreadLine } from './sample-reader.ts';
import { saySkipped, SkippedLines } from './skipped-lines.ts';

const listed = 20;

/** A line of a file and how near it is to the feature. */
interface TestedLine {
  readonly file: string;
  readonly line: number;
  readonly cosine: number;
  readonly percentile: number;
  readonly flagged: boolean;
}

/**
 * Ranks the lines of files by a feature: the nearest for people, all of them as JSON.
 * @returns the exit code: 0 nothing is flagged, 1 something is.
 */
export async function testFeature(
  { positionals, ...options }: NamedOptions,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const [name, ...files] = positionals;
  if (name === undefined || files.length === 0) {
    throw new CannotDo('Use: latent-lint feature test NAME FILE....');
  }
  checkStandardInput(files);
  const reader = await SampleReader.open(options, signal);
  const lines: TestedLine[] = [];
  const skipped = new SkippedLines();
  const skip = (line: UnreadLine): void => skipped.add(line.reason, line);
  try {
    const features = await findFittingFeatures([name], reader.pack);
    for (const file of files) {
      for await (const sample of reader.read(file, () => true, skip)) {
        const [nearness] = ownNearness(sample.vectors, features);
        if (nearness === undefined) continue;
        const { cosine, percentile, flagged } = nearness;
        const tested = { file, line: sample.line, cosine, percentile, flagged };
        if (options.report === 'json') write(jsonLine(tested));
        lines.push(tested);
      }
    }
  } finally {
    await reader.close();
    if (!signal.aborted) saySkipped(skipped);
  }
  const flagged = lines.filter((line) => line.flagged).length;
  if (options.report === 'text') {
    const nearest = [...lines].sort((a, b) => b.cosine - a.cosine).slice(0, listed);
    for (const { file, line, percentile, cosine } of nearest) {
      write(
        `${toPlainText(file)}:${line}  nearer than ${percentile.toFixed(1)} % of ordinary samples, cosine ${cosine.toFixed(2)}\n`,
      );
    }
    write(`${flagged} of ${lines.length} samples are flagged.\n`);
  }
  return flagged > 0 ? 1 : 0;
}
