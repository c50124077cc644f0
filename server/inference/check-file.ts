import { createHash } from 'node:crypto';
import type { FileRecord } from '../core/pack/pack.ts';

/** sha256 in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Compares a file of a pack with what `pack.json` records of it.
 * @throws Error with one sentence when size or hash differ.
 */
export function checkFile(name: string, bytes: Uint8Array, record: FileRecord): void {
  if (bytes.byteLength !== record.size || sha256(bytes) !== record.sha256) {
    throw new Error(
      `The file ${name} of the pack is damaged: it is not the one that pack.json lists.`,
    );
  }
}
