import type { ControlParams } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FeatureContext } from './context.ts';

/** What a control request needs beside the scan. */
export interface Controls {
  /** Forgets all stored scores. */
  readonly clear: () => Promise<void>;
}

/** The commands scan, pause, resume, clear and cancel, for one file or for all open ones. */
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
      await controls.clear();
      for (const file of scanner.files.values()) file.forgetReadings();
      break;
  }
  scanner.wake();
  return null;
}

function scanAgain(file: FileScan): void {
  file.released = true;
  file.cancelled = false;
  file.forgetReadings();
}
