import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LatentsShown } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import { loadLatents } from '../inference/load-latents.ts';
import { loadManifest } from '../inference/load-manifest.ts';
import type { ScorerPool } from '../inference/scorer-pool.ts';
import { CannotDo } from './cannot-do.ts';

/**
 * The folder of the pack; null takes the one beside the program.
 * @throws {CannotDo} when it is not the folder of a pack.
 */
export async function findPack(folder: string | null): Promise<string> {
  const found = folder ?? fileURLToPath(new URL('../packs/smollm2-135m', import.meta.url));
  try {
    await access(path.join(found, 'pack.json'));
  } catch {
    throw new CannotDo(`'${found}' is not the folder of a pack: there is no pack.json in it.`);
  }
  return found;
}

/** What a pack says of itself; no model runs. @throws {CannotDo} with one sentence when it is damaged. */
export async function readManifest(folder: string): Promise<Pack> {
  try {
    return await loadManifest(folder);
  } catch (error) {
    throw toCannotDo(error);
  }
}

/** @throws {CannotDo} with one sentence when the pack is damaged or the model cannot run here. */
export async function startPool(pool: ScorerPool, signal: AbortSignal): Promise<Pack> {
  try {
    return await pool.start();
  } catch (error) {
    signal.throwIfAborted();
    throw toCannotDo(error);
  }
}

/**
 * What is needed to show so many latents; null for none, and then nothing is read.
 * @throws {CannotDo} with one sentence when the pack has no autoencoder that fits it.
 */
export async function readLatents(
  folder: string,
  pack: Pack,
  count: number,
): Promise<LatentsShown | null> {
  if (count === 0) return null;
  try {
    return { count, known: await loadLatents(folder, pack) };
  } catch (error) {
    throw toCannotDo(error);
  }
}

function toCannotDo(error: unknown): CannotDo {
  return new CannotDo(error instanceof Error ? error.message : String(error));
}
