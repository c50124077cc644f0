import { featureId } from '../core/own-features/feature-id.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import {
  readOwnFeatures,
  removeOwnFeature,
  removeUnusableFile,
} from '../store/own-feature-files.ts';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { findOwnFeature } from './own-features.ts';

/**
 * Removes a feature of the folder in which the command runs, or a file there that holds none that can be used.
 * @param name the feature's name or id, or the name of its file, with or without its folder.
 * @returns the name of the file that is gone.
 * @throws {CannotDo} with one sentence.
 */
export async function removeFeature(name: string): Promise<string> {
  const root = process.cwd();
  const { features, unusable } = await readOwnFeatures(root);
  const file = fileName(name);
  const id = featureId(name);
  const isNamed = (feature: OwnFeature): boolean =>
    feature.title === name || feature.id === name || `${feature.id}.json` === file;
  // What is named letter by letter goes before what has the same id.
  const feature = features.find(isNamed);
  if (feature !== undefined) return remove(feature, root);
  if (unusable.includes(file)) return removeFile(file, root);
  if (unusable.includes(`${id}.json`)) return removeFile(`${id}.json`, root);
  return remove(await findOwnFeature(name), root);
}

async function remove({ id }: OwnFeature, root: string): Promise<string> {
  await removeOwnFeature(root, id).catch(notRemoved);
  return `${id}.json`;
}

async function removeFile(file: string, root: string): Promise<string> {
  await removeUnusableFile(root, file).catch(notRemoved);
  return file;
}

function notRemoved(error: unknown): never {
  const reason = describeFileError(error, 'removed');
  throw new CannotDo(`The feature's file cannot be removed: ${reason}.`, { cause: error });
}

/** The last part of a path, for either kind of slash. It is compared with names of files and never used as a path. */
function fileName(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name;
}
