import { formatIds, type FormatId } from '../core/sample.ts';
import { settingTable } from '../settings.ts';
import { CannotDo } from './cannot-do.ts';
import { folder, oneOf, parseOptions, wholeNumber } from './options.ts';
import type { ReaderOptions } from './sample-reader.ts';

/** What every command about features of one's own can be told. */
export interface FeatureOptions extends ReaderOptions {
  readonly report: 'text' | 'json';
}

/** `feature make`. */
export interface MakeOptions extends FeatureOptions {
  readonly name: string;
  /** `FILE` or `FILE:LINES`; at least one. */
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  readonly why: string;
  readonly who: string;
  /** Other lines of the same files to compare with. */
  readonly compare: number;
}

/** `feature import`. */
export interface ImportOptions extends FeatureOptions {
  readonly source: string;
  readonly name: string;
  readonly why: string;
  readonly who: string;
  readonly tensor: string | null;
  /** Of a file of several directions; from 0. */
  readonly row: number | null;
  readonly space: 'auto' | 'whitened' | 'residual';
}

export interface NamedOptions extends FeatureOptions {
  readonly positionals: readonly string[];
}

const inputFormats = ['auto', ...formatIds] as const;

/** Options of every command that looks at samples by their vectors. */
export const commonTypes = {
  format: { type: 'string' },
  pack: { type: 'string' },
  workers: { type: 'string' },
  store: { type: 'string' },
  'input-format': { type: 'string' },
} as const;

const makeTypes = {
  ...commonTypes,
  name: { type: 'string' },
  positive: { type: 'string', multiple: true },
  negative: { type: 'string', multiple: true },
  why: { type: 'string' },
  who: { type: 'string' },
  compare: { type: 'string' },
} as const;

const importTypes = {
  ...commonTypes,
  name: { type: 'string' },
  why: { type: 'string' },
  who: { type: 'string' },
  tensor: { type: 'string' },
  row: { type: 'string' },
  space: { type: 'string' },
} as const;

/** @throws {CannotDo} with one sentence. */
export function parseMakeOptions(args: readonly string[]): MakeOptions {
  const { values, positionals } = parseOptions(args, makeTypes);
  const [extra] = positionals;
  if (extra !== undefined) throw new CannotDo(`feature make does not take '${extra}'.`);
  const { positive = [], negative = [], name } = values;
  if (name === undefined || name.trim() === '') {
    throw new CannotDo('feature make needs a name for the feature: --name NAME.');
  }
  if (positive.length === 0) {
    throw new CannotDo('feature make needs samples that are like this: --positive FILE[:LINES].');
  }
  return {
    ...common(values),
    name: name.trim(),
    positive,
    negative,
    why: values.why ?? '',
    who: values.who ?? '',
    compare: wholeNumber('--compare', values.compare, { default: 100, minimum: 0, maximum: 5000 }),
  };
}

/** @throws {CannotDo} with one sentence. */
export function parseImportOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parseOptions(args, importTypes);
  const [source, extra] = positionals;
  const { name } = values;
  if (source === undefined || extra !== undefined) {
    throw new CannotDo('feature import takes one file, or sae:17 for a row of the autoencoder.');
  }
  if (name === undefined || name.trim() === '') {
    throw new CannotDo('feature import needs a name for the feature: --name NAME.');
  }
  const { row } = values;
  return {
    ...common(values),
    source,
    name: name.trim(),
    why: values.why ?? '',
    who: values.who ?? '',
    tensor: values.tensor ?? null,
    row:
      row === undefined
        ? null
        : wholeNumber('--row', row, { default: 0, minimum: 0, maximum: 10_000_000 }),
    space: oneOf('--space', values.space ?? 'auto', ['auto', 'whitened', 'residual']),
  };
}

/** The options of the other commands. @throws {CannotDo} with one sentence. */
export function parseNamedOptions(args: readonly string[]): NamedOptions {
  const { values, positionals } = parseOptions(args, commonTypes);
  return { ...common(values), positionals };
}

type CommonValues = { readonly [name in keyof typeof commonTypes]?: string | undefined };

/** @throws {CannotDo} with one sentence when one of them has no sensible value. */
export function common(values: CommonValues): FeatureOptions {
  return {
    report: oneOf('--format', values.format ?? 'text', ['text', 'json']),
    pack: folder('--pack', values.pack),
    workers: wholeNumber('--workers', values.workers, settingTable.workers),
    store: folder('--store', values.store),
    inputFormat: oneOf<'auto' | FormatId>(
      '--input-format',
      values['input-format'] ?? 'auto',
      inputFormats,
    ),
  };
}
