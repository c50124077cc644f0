import type { ControlParams } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import { ScoresNotRemoved } from '../store/score-store.ts';
import type { FeatureContext } from './context.ts';
import { Refused } from './request.ts';

/** What a control request needs beside the scan. */
export interface Controls {
  /** Forgets all stored scores; rejects with {ScoresNotRemoved} when some are left. */
  readonly clear: () => Promise<void>;
}

/**
 * The commands scan, pause, resume, clear and cancel, for one file or for all open ones.
 * @throws {Refused} when stored scores could not be removed.
 */
export async function control(
  { action, uri }: ControlParams,
  context: FeatureContext,
  controls: Controls,
): Promise<null> {
  const { scanner } = context;
  const files = [...scanner.files.values()].filter((file) => uri === undefined || file.uri === uri);
  switch (action) {
    case 'scan':
      scanner.engine?.outcomes.forgetFailures();
      for (const file of files) scanAgain(file);
      break;
    case 'cancel':
      for (const file of files) file.cancelled = true;
      break;
    case 'pause':
    case 'resume':
      scanner.pause(action === 'pause');
      break;
    case 'clear':
      await clear(controls, context);
      break;
  }
  scanner.wake();
  return null;
}

/** What is open is scored again, also when the disk keeps scores: memory has forgotten them. */
async function clear(controls: Controls, { scanner }: FeatureContext): Promise<void> {
  try {
    await controls.clear();
  } catch (error) {
    throw error instanceof ScoresNotRemoved ? new Refused(error.message) : error;
  } finally {
    for (const file of scanner.files.values()) file.forgetReadings();
    scanner.wake();
  }
}

function scanAgain(file: FileScan): void {
  file.released = true;
  file.cancelled = false;
  file.forgetReadings();
}
