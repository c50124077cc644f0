/**
 * Messages between the geometry panel's page and the extension. The page is no more trusted than a file: the
 * extension checks every message (`panel-messages.ts`) and passes on only the requests that are listed here.
 */

/**
 * Requests of the server that the page may make, by their short names; never with the path of a file
 * (`panel-requests.ts`).
 */
export const panelRequests = {
  map: 'latentLint/map',
  columns: 'latentLint/mapColumns',
  cancel: 'latentLint/mapCancel',
  sample: 'latentLint/mapSample',
  heat: 'latentLint/mapHeat',
  nearest: 'latentLint/mapNearest',
  search: 'latentLint/mapSearch',
  whatIf: 'latentLint/mapWhatIf',
  superposition: 'latentLint/mapSuperposition',
  act: 'latentLint/mapAct',
  export: 'latentLint/mapExport',
  fileThreshold: 'latentLint/fileThreshold',
  featureChoice: 'latentLint/featureChoice',
  ownFeatures: 'latentLint/ownFeatures',
  mark: 'latentLint/mark',
  changeFeature: 'latentLint/changeFeature',
  undoFeature: 'latentLint/undoFeature',
  borderline: 'latentLint/borderline',
  ordinary: 'latentLint/ordinary',
  calibration: 'latentLint/calibration',
  secondOpinion: 'latentLint/secondOpinion',
} as const;

export type PanelRequest = keyof typeof panelRequests;

/** What the page says. */
export type FromPanel =
  /** The page listens: it is told `open` next. */
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'request';
      readonly number: number;
      readonly request: PanelRequest;
      readonly params: unknown;
    }
  /** Show a line in the editor and put the cursor there. */
  | { readonly kind: 'reveal'; readonly uri: string; readonly line: number }
  /** Mark these lines (from 0, ascending) in the editors of a file. */
  | { readonly kind: 'mark'; readonly uri: string; readonly lines: readonly number[] }
  /** Ask for a reason in one line; answered with `answer`. */
  | {
      readonly kind: 'ask';
      readonly number: number;
      readonly title: string;
      readonly prompt: string;
    }
  | { readonly kind: 'copy'; readonly text: string }
  /** Save a file where the user says; `content` is text or base64. */
  | {
      readonly kind: 'save';
      readonly name: string;
      readonly content: string;
      readonly encoding: 'utf8' | 'base64';
    }
  /** Add files of the workspace to the map, or take one off it; answered with `open`. */
  | { readonly kind: 'chooseFiles' }
  | { readonly kind: 'showFindings' }
  /** Ask which files hold ordinary data for a file, and add them; `changed` tells that they count. */
  | { readonly kind: 'chooseOrdinary'; readonly uri: string }
  /** Ask for a file with another tool's scores of the map's samples, and import it. */
  | { readonly kind: 'chooseScores'; readonly uri: string }
  /** Ask for a file that holds a feature, and import it for a file. */
  | { readonly kind: 'importFeature'; readonly uri: string }
  /** Ask where to write a feature for another tool. */
  | { readonly kind: 'exportFeature'; readonly uri: string; readonly featureId: string }
  /** What is to be there again after a reload; the page checks it when it gets it back. */
  | { readonly kind: 'state'; readonly state: unknown };

/** What the extension says. */
export type ToPanel =
  /** The files to show. `state` is what the page said last of its state, or null. */
  | {
      readonly kind: 'open';
      readonly uris: readonly string[];
      /** Names for people, in the same order. */
      readonly names: readonly string[];
      readonly state: unknown;
    }
  | { readonly kind: 'answer'; readonly number: number; readonly result: unknown }
  /** The request failed: one sentence for people. */
  | { readonly kind: 'failure'; readonly number: number; readonly message: string }
  | { readonly kind: 'changed'; readonly uris: readonly string[] }
  /** The cursor is on this line now. */
  | { readonly kind: 'cursor'; readonly uri: string; readonly line: number }
  /** Select the sample on this line and show it: somebody came from a hover or a quick fix. */
  | { readonly kind: 'select'; readonly uri: string; readonly line: number }
  /** Open this section of the page; one that it does not offer is passed over. */
  | { readonly kind: 'section'; readonly section: string }
  /** State of the server when there is nothing to show, in one sentence; null when there is. */
  | { readonly kind: 'status'; readonly message: string | null };

/**
 * What the page gives to `setState` of the editor whenever it sends `state`, with the addresses that it was told
 * to open: a panel that comes back when the window is reloaded has nothing else.
 */
export interface KeptPanel {
  readonly uris: readonly string[];
  readonly state: unknown;
}
