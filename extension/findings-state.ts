import type { FileStatus, StatusParams } from '../server/protocol.ts';

/** What surrounds the rows of the findings view. */
interface ViewState {
  readonly badge: { readonly value: number; readonly tooltip: string } | undefined;
  /** Above the rows; '' for nothing. */
  readonly message: string;
  /** Context keys for the `when` clauses of package.json, without their prefix. */
  readonly contexts: {
    readonly state: string;
    readonly paused: boolean;
    readonly hasFindings: boolean;
  };
}

/** Pure. */
export function viewState({ state, message, files }: StatusParams): ViewState {
  const total = files.reduce((sum, file) => sum + file.findings, 0);
  const tooltip = total === 1 ? '1 risky sample' : `${total} risky samples`;
  // A message hides the welcome text, which has the buttons for the states without any row.
  const going = files.some(isGoing) || state === 'starting' || state === 'paused';
  return {
    badge: total > 0 ? { value: total, tooltip } : undefined,
    message: going ? (files.find(isGoing)?.message ?? message) : '',
    contexts: {
      state: state === 'ready' ? emptyState(files) : state,
      paused: state === 'paused',
      hasFindings: total > 0,
    },
  };
}

/** Which welcome text explains a list without rows. */
function emptyState(files: readonly FileStatus[]): string {
  if (files.length === 0) {
    return 'noFile';
  }
  if (files.every((file) => file.state === 'off')) {
    return 'off';
  }
  return files.some(isGoing) ? 'scanning' : 'clean';
}

function isGoing({ state }: FileStatus): boolean {
  return state === 'scanning' || state === 'waiting';
}
