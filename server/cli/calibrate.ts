import path from 'node:path';
import { calibrationThresholds } from '../core/own-features/calibration-thresholds.ts';
import { shareEstimate } from '../core/own-features/estimate.ts';
import { namedThresholds } from '../core/own-features/expected-rates.ts';
import {
  calibratedWith,
  parseOrdinaryFile,
  serialiseOrdinaryFile,
  type OrdinaryFile,
} from '../core/own-features/ordinary-file.ts';
import type { Estimate } from '../core/own-features/own-feature.ts';
import { leastOwn, mostOrdinary, type OrdinaryScore } from '../core/own-features/recalibrate.ts';
import { ProjectFiles } from '../store/project-files.ts';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { common, commonTypes } from './feature-options.ts';
import { checkStandardInput, distinctFiles } from './input.ts';
import { jsonLine } from './json-report.ts';
import { parseOptions } from './options.ts';
import { checkKeeping } from './output-file.ts';
import { SampleReader, type UnreadLine } from './sample-reader.ts';
import { saySkipped, SkippedLines } from './skipped-lines.ts';

const optionTypes = { ...commonTypes, ordinary: { type: 'boolean' } } as const;

/**
 * `latent-lint calibrate --ordinary FILES`: joins files that are known to be fine to the reference, says what each
 * threshold costs on them before and after, and keeps them in `.latent-lint/ordinary.json`, in place of those before.
 * @throws {CannotDo} with one sentence.
 */
export async function calibrateCommand(
  args: readonly string[],
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const { values, positionals } = parseOptions(args, optionTypes);
  if (values.ordinary !== true || positionals.length === 0) {
    throw new CannotDo(
      'Use: latent-lint calibrate --ordinary FILE..., with files known to be fine.',
    );
  }
  checkStandardInput(positionals);
  const { report, ...options } = common(values);
  const kept = new ProjectFiles(process.cwd());
  await checkKept(kept);
  await checkKeeping('');
  const reader = await SampleReader.open(options, signal);
  const skipped = new SkippedLines();
  try {
    const { own, sources } = await readOwn(reader, distinctFiles(positionals), skipped);
    const thresholds = calibrationThresholds(reader.pack.risk.thresholds.warning);
    const calibrated = calibratedWith(reader.pack, own, thresholds);
    await keep(kept, { sources, calibrated });
    const rows = calibrated.flagged.map(({ threshold, before, after }) => ({
      threshold,
      before: shareEstimate(before, own.length),
      after: shareEstimate(after, own.length),
    }));
    write(report === 'json' ? jsonLine({ samples: own.length, rows }) : table(rows, own.length));
    return 0;
  } finally {
    await reader.close();
    if (!signal.aborted) saySkipped(skipped);
  }
}

async function readOwn(reader: SampleReader, files: readonly string[], skipped: SkippedLines) {
  const own = new Map<string, OrdinaryScore>();
  const sources: { name: string; contentHashes: string[] }[] = [];
  for (const file of files) {
    const contentHashes: string[] = [];
    const skip = (line: UnreadLine): void => skipped.add(line.reason, line);
    for await (const { line, contentHash, score } of reader.read(file, () => true, skip)) {
      if (score.basis !== 'trained') {
        skipped.add('untrained', { file, line, message: null });
        continue;
      }
      own.set(contentHash, { contentHash, ...score });
      contentHashes.push(contentHash);
      if (own.size > mostOrdinary)
        throw new CannotDo(`At most ${mostOrdinary} samples can count as ordinary.`);
    }
    sources.push({
      name: path.relative(process.cwd(), file).split(path.sep).join('/'),
      contentHashes,
    });
  }
  if (own.size < leastOwn) {
    throw new CannotDo(
      `At least ${leastOwn} different samples are needed; the files hold ${own.size}.`,
    );
  }
  return { own: [...own.values()], sources };
}

const fileName = 'ordinary.json';

/** A file that is there and cannot be read or understood is not written over. */
async function checkKept(files: ProjectFiles): Promise<void> {
  const text = await files.read(fileName).catch((error: unknown) => {
    throw new CannotDo(`.latent-lint/${fileName} cannot be read: ${describeFileError(error)}.`);
  });
  const reading = text === null ? null : parseOrdinaryFile(text);
  if (reading?.kind === 'problem') throw new CannotDo(`${reading.message} It was left as it is.`);
}

async function keep(files: ProjectFiles, kept: OrdinaryFile): Promise<void> {
  try {
    await files.write(fileName, serialiseOrdinaryFile(kept));
  } catch (error) {
    throw new CannotDo(
      `.latent-lint/${fileName} cannot be written: ${describeFileError(error, 'written')}.`,
    );
  }
}

interface Row {
  readonly threshold: number;
  readonly before: Estimate;
  readonly after: Estimate;
}

function table(rows: readonly Row[], samples: number): string {
  const cell = ({ value, low, high }: Estimate): string =>
    `${perThousand(value)} (${perThousand(low)} to ${perThousand(high)})`.padEnd(24);
  const names = new Map<number, string>(
    Object.entries(namedThresholds).map(([name, threshold]) => [threshold, name]),
  );
  return [
    `False alarms in 1,000 of your ordinary samples, on ${samples} of them:`,
    '',
    `${'threshold'.padEnd(20)}  ${'with the pack alone'.padEnd(24)}with yours`,
    ...rows.map(({ threshold, before, after }) => {
      const name = names.get(threshold);
      const label = `${threshold}${name === undefined ? '' : ` (${name})`}`.padEnd(20);
      return `${label}  ${cell(before)}${cell(after)}`.trimEnd();
    }),
    '',
    'In brackets: where the true number lies in 95 of 100 cases. Each sample was placed without its part of the data.',
    'Kept in .latent-lint/ordinary.json.',
    '',
  ].join('\n');
}

function perThousand(share: number): string {
  return (1000 * share).toFixed(share < 0.1 ? 1 : 0);
}
