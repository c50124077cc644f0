import { figureWords } from '../core/own-features/figure-words.ts';
import { serialiseFeature } from '../core/own-features/feature-file.ts';
import { featureId } from '../core/own-features/feature-id.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import { readOwnFeatures, writeOwnFeature } from '../store/own-feature-files.ts';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { exportFeature, importFeature } from './feature-exchange.ts';
import { makeFeature } from './feature-make.ts';
import {
  parseImportOptions,
  parseMakeOptions,
  parseNamedOptions,
  type NamedOptions,
} from './feature-options.ts';
import { testFeature } from './feature-test.ts';
import { removeFeature } from './feature-remove.ts';
import { jsonLine } from './json-report.ts';
import { findPack, readManifest } from './open-pack.ts';
import { findOwnFeature } from './own-features.ts';
import { checkKeeping } from './output-file.ts';
import { toPlainText } from './plain-text.ts';

/**
 * Runs `latent-lint feature …`.
 * @param write takes text for the standard output.
 * @returns the exit code.
 * @throws {CannotDo} with one sentence.
 */
export async function runFeature(
  args: readonly string[],
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const [command = '', ...rest] = args;
  switch (command) {
    case 'make':
      return make(rest, write, signal);
    case 'import':
      return bring(rest, write);
    case 'list':
      return list(parseNamedOptions(rest), write);
    case 'show':
      return show(parseNamedOptions(rest), write);
    case 'test':
      return testFeature(parseNamedOptions(rest), write, signal);
    case 'export': {
      const [name, file] = names(parseNamedOptions(rest), 2, 'feature export NAME FILE');
      await exportFeature(await findOwnFeature(name), file);
      write(exportedWords(file));
      return 0;
    }
    case 'remove': {
      const [name] = names(parseNamedOptions(rest), 1, 'feature remove NAME');
      write(`Removed .latent-lint/features/${toPlainText(await removeFeature(name))}.\n`);
      return 0;
    }
    default:
      throw new CannotDo(
        `feature takes make, list, show, test, export, import or remove, not '${toPlainText(command)}'.`,
      );
  }
}

async function make(
  args: readonly string[],
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const options = parseMakeOptions(args);
  const made = new Date().toISOString().slice(0, 10);
  await checkFree(options.name, 'made');
  await checkKeeping('features');
  const { feature, titles } = await makeFeature(options, made, signal);
  await keep(feature);
  write(options.report === 'json' ? asJson(feature, titles) : describe(feature, titles));
  return 0;
}

async function bring(args: readonly string[], write: (text: string) => void): Promise<number> {
  const options = parseImportOptions(args);
  await checkFree(options.name, 'imported');
  await checkKeeping('features');
  const { feature, titles } = await importFeature(options, new Date().toISOString().slice(0, 10));
  await keep(feature);
  write(options.report === 'json' ? asJson(feature, titles) : describe(feature, titles));
  return 0;
}

/** What was written, and what another program has to be told of a file that cannot say it itself. */
function exportedWords(file: string): string {
  const isPlain = /\.npy$/i.test(file);
  const space = isPlain
    ? ' It is a whitened direction: import it again with --space whitened.'
    : '';
  return `Wrote ${toPlainText(file)}.${space}\n`;
}

/**
 * Making a feature again, or importing it again, takes the place of the one of the same name; any other that happens
 * to have the same id stays.
 */
async function checkFree(name: string, how: 'made' | 'imported'): Promise<void> {
  const id = featureId(name);
  const { features, unusable } = await readOwnFeatures(process.cwd());
  if (unusable.includes(`${id}.json`)) {
    throw new CannotDo(
      `The file .latent-lint/features/${id}.json is there and damaged; remove it first, with latent-lint feature remove ${id}.`,
    );
  }
  const known = features.find((feature) => feature.id === id);
  if (known === undefined) return;
  const isSame = known.title === name && (known.method === 'imported') === (how === 'imported');
  if (isSame) return;
  throw new CannotDo(
    `There is a feature “${known.title}” with the id ${id} already; choose another name, or remove it first.`,
  );
}

async function keep(feature: OwnFeature): Promise<void> {
  try {
    await writeOwnFeature(process.cwd(), feature);
  } catch (error) {
    throw new CannotDo(
      `The feature cannot be kept in .latent-lint/features: ${describeFileError(error, 'written')}.`,
    );
  }
}

async function list(options: NamedOptions, write: (text: string) => void): Promise<number> {
  if (options.positionals.length > 0) throw new CannotDo('Use: latent-lint feature list.');
  const { features, problems } = await readOwnFeatures(process.cwd());
  for (const problem of problems) process.stderr.write(`latent-lint: ${toPlainText(problem)}\n`);
  if (options.report === 'json') {
    for (const feature of features) write(asJson(feature, new Map()));
    return 0;
  }
  if (features.length === 0) {
    const usable = problems.length === 0 ? '' : ' that can be used';
    write(`There are no features of your own${usable} in this folder.\n`);
  }
  for (const { id, title, examples, enabled } of features) {
    const state = enabled ? '' : ', off';
    write(`${id}  ${toPlainText(title)} (${countOf(examples.length, 'example')}${state})\n`);
  }
  return 0;
}

function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

async function show(options: NamedOptions, write: (text: string) => void): Promise<number> {
  const [name] = names(options, 1, 'feature show NAME');
  const feature = await findOwnFeature(name);
  const pack = await readManifest(await findPack(options.pack));
  const titles = new Map(pack.features.map(({ id, title }) => [id, title]));
  write(options.report === 'json' ? asJson(feature, titles) : describe(feature, titles));
  return 0;
}

/** So many names, or a sentence that says what the command takes. */
function names(options: NamedOptions, count: 1 | 2, usage: string): [string, string] {
  const [first = '', second = ''] = options.positionals;
  if (options.positionals.length !== count) throw new CannotDo(`Use: latent-lint ${usage}.`);
  return [first, second];
}

function describe(feature: OwnFeature, titles: ReadonlyMap<string, string>): string {
  const { id, title, why, who, made, figures, threshold } = feature;
  const by = [who, made].filter((part) => part !== '').join(', ');
  const words =
    figures === null
      ? { sentences: ['It was imported, so nothing is known of how well it finds.'], warnings: [] }
      : figureWords(figures, threshold, titles);
  const lines = [
    `${title} (${id})`,
    ...(why === '' ? [] : [`  ${why}`]),
    ...(by === '' ? [] : [`  ${by}`]),
    ...words.warnings.map((sentence) => `  Warning: ${sentence}`),
    ...words.sentences.map((sentence) => `  ${sentence}`),
    `  A sample is flagged when it is nearer than ${(100 * threshold).toFixed(1)} % of ordinary samples.`,
    `  Kept in .latent-lint/features/${id}.json.`,
  ];
  return `${lines.map(toPlainText).join('\n')}\n`;
}

/** The feature's file on one line, with what is known of it in words. */
function asJson(feature: OwnFeature, titles: ReadonlyMap<string, string>): string {
  const kept = Object.entries(JSON.parse(serialiseFeature(feature)) as Record<string, unknown>);
  // A terminal has no use for 576 numbers.
  const rest = kept.filter(([key]) => key !== 'direction' && key !== 'calibration');
  const { figures, threshold } = feature;
  const words = figures === null ? null : figureWords(figures, threshold, titles);
  return jsonLine({ ...Object.fromEntries(rest), ...words });
}
