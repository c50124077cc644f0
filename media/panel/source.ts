import type { ToPanel } from '../../extension/panel-protocol.ts';
import type {
  ColumnName,
  MapCancelParams,
  MapColumns,
  MapColumnsParams,
  MapHeat,
  MapIds,
  MapNearestParams,
  MapSample,
  MapSampleParams,
  MapSearchParams,
  MapSummary,
  MapTarget,
} from '../../server/map-protocol.ts';
import type {
  ChoiceResult,
  FeatureChoiceParams,
  FileThresholdParams,
  MapActParams,
  MapActResult,
  MapExport,
  MapExportParams,
  MapSuperposition,
  MapSuperpositionParams,
  MapWhatIf,
  MapWhatIfParams,
} from '../../server/map-work-protocol.ts';

import type {
  Borderline,
  BorderlineParams,
  CalibrationParams,
  CalibrationView,
  ChangeFeatureParams,
  MarkParams,
  MarkResult,
  OrdinaryParams,
  OrdinaryView,
  OwnFeatures,
  OwnFeaturesParams,
  SecondOpinion,
  SecondOpinionParams,
} from '../../server/own-feature-protocol.ts';

/** Parameters and result of every request. */
export interface SourceRequests {
  map: [MapTarget, MapSummary];
  columns: [MapColumnsParams, MapColumns | null];
  cancel: [MapCancelParams, null];
  sample: [MapSampleParams, MapSample | null];
  heat: [MapSampleParams, MapHeat];
  nearest: [MapNearestParams, MapIds];
  search: [MapSearchParams, MapIds];
  whatIf: [MapWhatIfParams, MapWhatIf];
  superposition: [MapSuperpositionParams, MapSuperposition];
  act: [MapActParams, MapActResult];
  export: [MapExportParams, MapExport];
  fileThreshold: [FileThresholdParams, ChoiceResult];
  featureChoice: [FeatureChoiceParams, ChoiceResult];
  ownFeatures: [OwnFeaturesParams, OwnFeatures];
  mark: [MarkParams, MarkResult];
  changeFeature: [ChangeFeatureParams, ChoiceResult];
  undoFeature: [OwnFeaturesParams, ChoiceResult];
  borderline: [BorderlineParams, Borderline];
  ordinary: [OrdinaryParams, OrdinaryView];
  calibration: [CalibrationParams, CalibrationView];
  secondOpinion: [SecondOpinionParams, SecondOpinion];
}

/**
 * Where the page gets everything from: the editor, or a saved state. The page knows nothing else of its
 * surroundings.
 */
export interface Source {
  /** False for a saved state: nothing can be edited, and what needs the model or the file is not offered. */
  readonly live: boolean;
  /** Requests that it answers; the page leaves out what it does not. */
  can(request: keyof SourceRequests): boolean;
  /** Rejects with an Error whose message is one sentence for people. */
  request<K extends keyof SourceRequests>(
    name: K,
    params: SourceRequests[K][0],
  ): Promise<SourceRequests[K][1]>;
  /** Calls `listener` from now on with `open`, `changed`, `cursor`, `select` and `status`. */
  listen(listener: (message: SourceEvent) => void): void;
  /** Asks for one line of text; null when nobody gives one. */
  ask(title: string, prompt: string): Promise<string | null>;
  reveal(uri: string, line: number): void;
  mark(uri: string, lines: readonly number[]): void;
  /** Rejects with one sentence when this page may not copy; the editor itself says what went wrong there. */
  copy(text: string): Promise<void>;
  save(name: string, content: string | Uint8Array): void;
  chooseFiles(): void;
  showFindings(): void;
  /** The editor asks for files of ordinary data and adds them; `changed` tells that they count. */
  chooseOrdinary(uri: string): void;
  /** The editor asks for a file with another tool's scores and imports it. */
  chooseScores(uri: string): void;
  /** The editor asks for a file that holds a feature and imports it. */
  importFeature(uri: string): void;
  /** The editor asks where to write a feature for another tool. */
  exportFeature(uri: string, featureId: string): void;
  keepState(state: unknown): void;
}

export type SourceEvent = Exclude<ToPanel, { kind: 'answer' } | { kind: 'failure' }>;

/** What `latent-lint report` and “Save the state” write: enough to show the map again without the files. */
export interface SavedMap {
  readonly latentLintMap: 1;
  /** When and with what it was made, in one sentence. */
  readonly made: string;
  readonly names: readonly string[];
  readonly target: MapTarget;
  readonly summary: MapSummary;
  /** Whole columns, in base64 as they travel; with `cosine:` columns of all features in a report. */
  readonly columns: Readonly<Partial<Record<ColumnName, string>>>;
  /** By row, as far as they fit: the samples themselves. Null in a saved state. */
  readonly samples: readonly (MapSample | null)[] | null;
  /** Without a sample. Null in a saved state. */
  readonly superposition: MapSuperposition | null;
  /** Of the riskiest 1 %, 2 %, 5 %, 10 % and 20 %, by their share. Null in a saved state. */
  readonly whatIf: readonly (readonly [share: number, result: MapWhatIf])[] | null;
  /** What the page showed; see `model/page-state.ts`. */
  readonly page: unknown;
}
