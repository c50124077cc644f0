import { setImmediate } from 'node:timers/promises';
import { readOrdinaryRows, type OrdinaryRows } from '../core/own-features/ordinary-rows.ts';
import type { Pack } from '../core/pack/pack.ts';
import { checkFile } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

const name = 'ordinary.safetensors';

/**
 * The pack's ordinary samples, as they are scored.
 * @throws Error with one sentence for people when the pack has none, or the file is damaged.
 */
export async function loadOrdinary(folder: string, pack: Pack): Promise<OrdinaryRows> {
  if (pack.ordinary === undefined) {
    throw new Error('This pack has no ordinary samples to compare features of one’s own with.');
  }
  const { file } = pack.ordinary;
  const bytes = await readPackFile(folder, name, file.size);
  checkFile(name, bytes, file);
  const steps = readOrdinaryRows(bytes, pack.width, pack.ordinary);
  for (;;) {
    // The server reads them while somebody types.
    await setImmediate();
    const step = steps.next();
    if (step.done !== true) continue;
    if (step.value.kind === 'problem') throw new Error(step.value.message);
    return step.value.rows;
  }
}
