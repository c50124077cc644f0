import { mkdir, readdir, readFile, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { parseFeatureFile, serialiseFeature } from '../core/own-features/feature-file.ts';
import { isFeatureId } from '../core/own-features/feature-id.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import { writeWhole } from './write-whole.ts';

/** The features of a folder, and what is wrong with files that hold none. */
export interface OwnFeatureList {
  /** By id, in alphabetical order. */
  readonly features: readonly OwnFeature[];
  /** One sentence for each of the files that are unusable, in their order; or one for the whole folder. */
  readonly problems: readonly string[];
  /** The names of the files that hold no feature that can be used. */
  readonly unusable: readonly string[];
}

const extension = '.json';
/** A feature of 100,000 examples has about 10 MB. */
const mostBytes = 32 * 1024 * 1024;

/** Where the features of a folder are kept, one file each. */
export function featureFolder(root: string): string {
  return path.join(root, '.latent-lint', 'features');
}

/** Reads all features of a folder; a missing one has none. A file that cannot be used is a problem, no error. */
export async function readOwnFeatures(root: string): Promise<OwnFeatureList> {
  const folder = featureFolder(root);
  const features: OwnFeature[] = [];
  const problems: string[] = [];
  const unusable: string[] = [];
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return { features, problems, unusable };
    const sentence = 'The folder .latent-lint/features could not be read.';
    return { features, problems: [sentence], unusable };
  }
  for (const name of names.sort()) {
    if (!name.endsWith(extension)) continue;
    const reading = await readOne(path.join(folder, name), name);
    if (typeof reading !== 'string') {
      features.push(reading);
      continue;
    }
    problems.push(`.latent-lint/features/${name}: ${reading}`);
    unusable.push(name);
  }
  return { features, problems, unusable };
}

/**
 * Writes a feature's file: either the old one is there or the new one, never a part.
 * @throws the error of the file system.
 */
export async function writeOwnFeature(root: string, feature: OwnFeature): Promise<string> {
  const file = fileOf(root, feature.id);
  await mkdir(path.dirname(file), { recursive: true });
  await writeWhole(file, serialiseFeature(feature));
  return file;
}

/** Removes a feature's file; whether there was one. Throws the error of the file system. */
export async function removeOwnFeature(root: string, id: string): Promise<boolean> {
  try {
    await rm(fileOf(root, id));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * Removes a file that holds no feature that can be used.
 * @param name one of `unusable` in what `readOwnFeatures` found.
 * @throws {RangeError} for a name that leads elsewhere, or the error of the file system.
 */
export async function removeUnusableFile(root: string, name: string): Promise<void> {
  if (path.basename(name) !== name || !name.endsWith(extension)) {
    throw new RangeError('The name of a file of a feature is no path and ends with .json.');
  }
  await unlink(path.join(featureFolder(root), name));
}

/** @throws {RangeError} for an id that is none: it might name a file elsewhere. */
function fileOf(root: string, id: string): string {
  if (!isFeatureId(id)) throw new RangeError('The id of a feature must be in kebab-case.');
  return path.join(featureFolder(root), `${id}${extension}`);
}

async function readOne(file: string, name: string): Promise<OwnFeature | string> {
  try {
    if ((await stat(file)).size > mostBytes) return 'The feature file is too large.';
    const reading = parseFeatureFile(await readFile(file, 'utf8'));
    if (reading.kind === 'problem') return reading.message;
    const { feature } = reading;
    if (`${feature.id}${extension}` === name) return feature;
    return `The file is named otherwise than its feature, “${feature.id}”.`;
  } catch {
    return 'The feature file could not be read.';
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
