import type { FileStatus, StatusParams } from '../server/protocol.ts';
import type { ActiveFile } from './active-file.ts';

/** What the status bar and the language status show. `icon` is the name of a codicon. */
export interface StatusText {
  readonly icon: string;
  readonly short: string;
  readonly sentence: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
}

/** Puts the state of the server and of the file in front into words. Pure. */
export function statusText(status: StatusParams, active: ActiveFile): StatusText {
  const shown = (icon: string, short: string, sentence: string): StatusText => ({
    icon,
    short,
    sentence,
    severity: 'information',
    busy: false,
  });
  switch (status.state) {
    case 'failed':
      return { ...shown('error', 'Failed', status.message), severity: 'error' };
    case 'starting':
      return { ...shown('loading~spin', 'Starting', status.message), busy: true };
    case 'off':
      return shown('circle-slash', 'Off', status.message);
    case 'ready':
    case 'paused':
      break;
  }
  if (active.kind === 'unscored') {
    return { ...shown('circle-slash', 'Not scored', active.message), severity: 'warning' };
  }
  if (status.state === 'paused') {
    return shown('debug-pause', 'Paused', status.message);
  }
  return active.kind === 'none'
    ? shown('shield', 'Latent Lint', status.message)
    : fileText(active.file, shown);
}

function fileText(
  file: FileStatus,
  shown: (icon: string, short: string, sentence: string) => StatusText,
): StatusText {
  const sentence = file.message;
  switch (file.state) {
    case 'waiting':
      return { ...shown('loading~spin', 'Waiting', sentence), busy: true };
    case 'scanning': {
      const short = `Scanning ${file.done} of ${file.samples}`;
      return { ...shown('loading~spin', short, sentence), busy: true };
    }
    case 'scanned':
      return shown(file.findings > 0 ? 'warning' : 'pass', counted(file.findings), sentence);
    case 'paused':
      return shown('debug-pause', 'Paused', sentence);
    case 'cancelled':
      return shown('circle-slash', `Stopped at ${file.done} of ${file.samples}`, sentence);
    case 'off':
      return shown('circle-slash', 'Not scored', sentence);
  }
}

function counted(findings: number): string {
  if (findings === 0) {
    return 'No findings';
  }
  return findings === 1 ? '1 finding' : `${findings} findings`;
}
