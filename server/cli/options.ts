import { parseArgs } from 'node:util';
import { formatIds, type FormatId } from '../core/sample.ts';
import { keptLatents } from '../core/scoring/sample-score.ts';
import { settingTable } from '../settings.ts';
import { CannotDo } from './cannot-do.ts';
import { checkStandardInput } from './input.ts';

export interface ScanOptions {
  /** Paths; `-` is the standard input. At least one. */
  readonly files: readonly string[];
  readonly report: 'text' | 'json';
  /** Folder of the pack; null takes the one that comes with the program. */
  readonly pack: string | null;
  /** Least risk that is flagged, 0..1; null takes the pack's. */
  readonly threshold: number | null;
  readonly workers: number;
  readonly maxTokens: number;
  /** Latents to show of a sample, 0..20. */
  readonly latents: number;
  readonly inputFormat: 'auto' | FormatId;
  /** Folder in which scores are kept for the next scan; null keeps them in memory. */
  readonly store: string | null;
  /** Whether `.latent-lint/ignore.jsonl` counts. */
  readonly ignore: boolean;
  /** Ids or titles of features of one's own to compare with. */
  readonly features: readonly string[];
}

const inputFormats = ['auto', ...formatIds] as const;

/** @throws {CannotDo} with one sentence when an option is unknown or has no sensible value. */
export function parseScanOptions(args: readonly string[]): ScanOptions {
  const { values, positionals } = parseOptions(args, optionTypes);
  const { workers, maxTokens } = settingTable;
  const options: ScanOptions = {
    files: positionals,
    report: oneOf('--format', values.format ?? 'text', ['text', 'json']),
    pack: folder('--pack', values.pack),
    threshold:
      values.threshold === undefined ? null : numberIn('--threshold', values.threshold, 0, 1),
    workers: wholeNumber('--workers', values.workers, workers),
    maxTokens: wholeNumber('--max-tokens', values['max-tokens'], maxTokens),
    latents: wholeNumber('--latents', values.latents, {
      default: 0,
      minimum: 0,
      maximum: keptLatents,
    }),
    inputFormat: oneOf('--input-format', values['input-format'] ?? 'auto', inputFormats),
    store: folder('--store', values.store),
    ignore: values['no-ignore'] !== true,
    features: values.feature ?? [],
  };
  // Files come last: a file that an option has taken for its value is said by that option.
  checkFiles(positionals);
  return options;
}

function checkFiles(files: readonly string[]): void {
  if (files.length === 0) {
    throw new CannotDo('Name at least one file to scan, or - for the standard input.');
  }
  checkStandardInput(files);
}

const optionTypes = {
  format: { type: 'string' },
  pack: { type: 'string' },
  threshold: { type: 'string' },
  workers: { type: 'string' },
  'max-tokens': { type: 'string' },
  latents: { type: 'string' },
  'input-format': { type: 'string' },
  store: { type: 'string' },
  'no-ignore': { type: 'boolean' },
  feature: { type: 'string', multiple: true },
} as const;

/** What options a command has. */
export type OptionTypes = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>
>;

/** @throws {CannotDo} with one sentence when an option is unknown or lacks its value. */
export function parseOptions<const T extends OptionTypes>(args: readonly string[], types: T) {
  try {
    return parseArgs({ args: joinValues(args, types), allowPositionals: true, options: types });
  } catch (error) {
    if (error instanceof CannotDo) throw error;
    const [sentence = ''] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new CannotDo(`${sentence.replace(/\.$/, '')}. See latent-lint help.`);
  }
}

/**
 * The arguments with `--option value` as `--option=value`, so that a value may begin with a dash: `-1` is out of
 * range, which is easier to understand than an option `-1` that does not exist.
 */
function joinValues(args: readonly string[], types: OptionTypes): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') return [...joined, ...args.slice(index)];
    if (!takesValue(arg, types)) {
      joined.push(arg);
      continue;
    }
    const value = args[index + 1];
    if (value === undefined || value.startsWith('--')) {
      throw new CannotDo(`${arg} needs a value. See latent-lint help.`);
    }
    joined.push(`${arg}=${value}`);
    index += 1;
  }
  return joined;
}

function takesValue(arg: string, types: OptionTypes): boolean {
  return Object.entries(types).some(([name, { type }]) => type === 'string' && arg === `--${name}`);
}

/** @throws {CannotDo} when the value is none of those that are allowed. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) {
    throw new CannotDo(`${option} takes ${allowed.join(', ')}, not '${value}'.`);
  }
  return found;
}

/** @throws {CannotDo} when the value is no number in the range. */
export function numberIn(option: string, value: string, least: number, most: number): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (!(number >= least && number <= most)) {
    throw new CannotDo(`${option} takes a number from ${least} to ${most}, not '${value}'.`);
  }
  return number;
}

export interface WholeNumberRange {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** @throws {CannotDo} when the value is no whole number in the range. */
export function wholeNumber(
  option: string,
  value: string | undefined,
  range: WholeNumberRange,
): number {
  if (value === undefined) return range.default;
  const number = numberIn(option, value, range.minimum, range.maximum);
  if (!Number.isInteger(number)) throw new CannotDo(`${option} takes a whole number.`);
  return number;
}

/** @throws {CannotDo} when the value is empty. */
export function folder(option: string, value: string | undefined): string | null {
  if (value === '') throw new CannotDo(`${option} takes the path of a folder.`);
  return value ?? null;
}
