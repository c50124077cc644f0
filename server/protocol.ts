/**
 * What the editor's extension and the server say to each other beyond the standard protocol, but for the map and
 * features of one's own, which have `map-protocol.ts`, `map-work-protocol.ts` and `own-feature-protocol.ts`. Of
 * the server, the extension imports these four files and nothing else. Any client may leave all of it out.
 */

/** Sent in `initialize` as `initializationOptions`; every key may be missing. */
export interface InitializationOptions {
  /** Folder for the score store. Without it scores live in memory only. */
  readonly storageFolder?: string;
  /** Folder of the bundled pack. Without it the server takes the one beside its own code. */
  readonly packFolder?: string;
  /** Address of the folder of feature pages, ending in a slash, for the links of diagnostics. */
  readonly featurePages?: string;
  /** Whether hovers may hold `command:` links; they do not unless the client says so. */
  readonly commandLinks?: boolean;
  /** The section `latentLint` of the settings, for clients that cannot be asked for their configuration. */
  readonly settings?: unknown;
}

export type ServerState = 'starting' | 'ready' | 'paused' | 'off' | 'failed';

export interface FileStatus {
  readonly uri: string;
  readonly version: number;
  readonly state: 'waiting' | 'scanning' | 'scanned' | 'paused' | 'cancelled' | 'off';
  /** Lines that hold a sample, and how many of them have a score (or a reason why not). */
  readonly samples: number;
  readonly done: number;
  readonly findings: number;
  /** Lines that are no samples, with their count and reason, for people: "2 lines are not valid JSON". */
  readonly skipped: readonly string[];
  /** One sentence for people about this file now. */
  readonly message: string;
}

/** Notification, server to client, whenever something changed (at most ten a second). */
export const statusNotification = 'latentLint/status';
export interface StatusParams {
  readonly state: ServerState;
  /** One sentence for people: what is going on, or what went wrong. */
  readonly message: string;
  readonly pack: {
    readonly name: string;
    readonly version: string;
    readonly model: string;
    readonly features: number;
  } | null;
  readonly workers: number;
  readonly files: readonly FileStatus[];
}

/** Notification, server to client: every sample of this version of the file has its score, and the diagnostics are out. */
export const scanFinishedNotification = 'latentLint/scanFinished';
export interface ScanFinishedParams {
  readonly uri: string;
  readonly version: number;
  readonly samples: number;
  readonly findings: number;
  /** Samples that had to be run through the model in this scan (the rest came from the store). */
  readonly scoredNow: number;
}

/** Notification, client to server: the lines on screen (from 0, end exclusive), to score first. */
export const visibleLinesNotification = 'latentLint/visibleLines';
export interface VisibleLinesParams {
  readonly uri: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/** Request, client to server: all findings, worst first, also those past the limit of the Problems view. */
export const findingsRequest = 'latentLint/findings';
export interface FindingsParams {
  /** Only this file; every open file without it. */
  readonly uri?: string;
  readonly offset?: number;
  readonly limit?: number;
}
export interface FindingsResult {
  readonly total: number;
  readonly findings: readonly Finding[];
}
export interface Finding {
  readonly uri: string;
  readonly version: number;
  readonly line: number;
  /** The place of the sentence that carries the risk, as in the diagnostic. */
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly risk: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly featureId: string;
  readonly featureTitle: string;
  /** The diagnostic's message. */
  readonly message: string;
  /** The start of the sentence, for a list. It is the file's text: show it as text, never as markup. */
  readonly excerpt: string;
  readonly contentHash: string;
}

/**
 * Request, client to server: the latents that are most active in the sample on a line (from 0), strongest
 * first, and which features they lie near. The sample may be run through the model for it.
 */
export const latentsRequest = 'latentLint/latents';
export interface LatentsParams {
  readonly uri: string;
  readonly line: number;
}
export interface LatentsResult {
  readonly latents: readonly SampleLatent[];
  /** Why there are none, in one sentence for people; null when there are some. */
  readonly message: string | null;
}
export interface SampleLatent {
  readonly id: number;
  /** It may quote text that the pack was built from: show it as text, never as markup. */
  readonly name: string;
  readonly activation: number;
  /** Nearest first, also those that are not near; cosines are -1 to 1. */
  readonly nearest: readonly {
    readonly featureId: string;
    readonly featureTitle: string;
    readonly cosine: number;
  }[];
}

/** Request, client to server: what the commands scan, pause, resume, clear and cancel do. */
export const controlRequest = 'latentLint/control';
export interface ControlParams {
  /** `clear` forgets all stored scores and is refused when it cannot; `cancel` stops the scan of a file until it changes or is scanned again. */
  readonly action: 'scan' | 'pause' | 'resume' | 'clear' | 'cancel';
  readonly uri?: string;
}

/** Commands of the server (`workspace/executeCommand`), each with one `SampleAction` as its argument. */
export const serverCommands = {
  removeSample: 'latentLint.removeSample',
  removeAtOrAbove: 'latentLint.removeAtOrAbove',
  setWeightZero: 'latentLint.setWeightZero',
  quarantine: 'latentLint.quarantine',
  ignore: 'latentLint.ignore',
  stopIgnoring: 'latentLint.stopIgnoring',
} as const;

export interface SampleAction {
  readonly uri: string;
  /** The line from 0, as it was when the action was offered. */
  readonly line: number;
  /** The content hash of the sample that was on it: the action is refused when the line holds another one. */
  readonly contentHash: string;
  /** For `ignore`: why. The extension asks for it. */
  readonly reason?: string;
  /** For `removeAtOrAbove`: the least risk to remove. */
  readonly risk?: number;
}

/**
 * Commands of the client that links and quick fixes may name, each with one `SampleAction` as its argument: only
 * for a client that says `commandLinks`.
 */
export const clientCommands = {
  showOnMap: 'latentLint.showOnMap',
  moreLikeThis: 'latentLint.moreLikeThis',
  notLikeThis: 'latentLint.notLikeThis',
  takeMarkBack: 'latentLint.takeMarkBack',
} as const;

/** What `workspace/executeCommand` answers: one sentence for people, and whether something was done. */
export interface ActionResult {
  readonly done: boolean;
  readonly message: string;
  /** For `quarantine`, when it was done: the address of the file that the sample was moved to. */
  readonly quarantine?: string;
}

/**
 * Request, client to server, for measurements: `start` begins to watch how long the server's event loop is
 * held up, `stop` ends it. Both answer what was seen since the start, in milliseconds; null when not watched.
 */
export const eventLoopRequest = 'latentLint/eventLoop';
export interface EventLoopParams {
  readonly action: 'start' | 'stop';
}
export interface EventLoopResult {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}
