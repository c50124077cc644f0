import type { ProjectionChoice } from '../../map-protocol.ts';
import { CannotDo } from '../cannot-do.ts';
import { folder, oneOf, parseOptions, wholeNumber } from '../options.ts';

export interface ReportOptions {
  /** At least one. */
  readonly files: readonly string[];
  readonly output: string;
  readonly projection: ProjectionChoice;
  /** The most samples whose text goes into the report, riskiest first. */
  readonly samples: number;
  /** Folder of the pack; null takes the one that comes with the program. */
  readonly pack: string | null;
  /** Folder in which scores are kept; null keeps them in memory. */
  readonly store: string | null;
}

const projections = ['harm', 'pca', 'umap'] as const;

const optionTypes = {
  output: { type: 'string', short: 'o' },
  projection: { type: 'string' },
  samples: { type: 'string' },
  pack: { type: 'string' },
  store: { type: 'string' },
} as const;

/** @throws {CannotDo} with one sentence when an option is unknown or has no sensible value. */
export function parseReportOptions(args: readonly string[]): ReportOptions {
  const { values, positionals } = parseOptions(args, optionTypes);
  const { output = '', samples } = values;
  const range = { default: 1000, minimum: 0, maximum: 100_000 };
  const options: ReportOptions = {
    files: positionals,
    output,
    projection: { kind: oneOf('--projection', values.projection ?? 'harm', projections) },
    samples: wholeNumber('--samples', samples, range),
    pack: folder('--pack', values.pack),
    store: folder('--store', values.store),
  };
  // Files come last: a file that an option has taken for its value is said by that option.
  if (positionals.length === 0) throw new CannotDo('Name at least one file to report on.');
  if (output === '') throw new CannotDo('Say where the report goes: -o report.html.');
  return options;
}
