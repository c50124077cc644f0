import type { MapSample, MapSummary, MapTarget } from '../../server/map-protocol.ts';
import type { MapActParams } from '../../server/map-work-protocol.ts';
import type { PageState } from './model/page-state.ts';
import type { Rows } from './model/rows.ts';
import type { Selection } from './model/selection.ts';
import type { SelectMode, Viewport } from './plot/scene.ts';
import type { Source } from './source.ts';

export type SampleAction = MapActParams['action'];

/** What the page knows at one moment. It never changes: every change makes another one. */
export interface PageSnapshot {
  readonly source: Source;
  /** Addresses and names of the files, in the order of the map; empty without a file. */
  readonly uris: readonly string[];
  readonly names: readonly string[];
  /** The files with the projection that was asked for: part of most requests. */
  readonly target: MapTarget;
  /** All samples; null until the first map came. They stay while the next map is loaded. */
  readonly rows: Rows | null;
  /** The newest summary. Indices of columns count into `rows.summary`, which may be an older one. */
  readonly summary: MapSummary | null;
  readonly state: PageState;
  /** Empty without rows. */
  readonly selection: Selection;
  /** The row that the keyboard and the details are on. */
  readonly focusRow: number | null;
  /** The row of the editor's cursor. */
  readonly cursorRow: number | null;
  /** Another number whenever the files, or what counts for them, were said to have changed. */
  readonly changes: number;
  /** Why there is nothing to show or to do, in one sentence; null when all is well. */
  readonly trouble: string | null;
  /** What was said last, for the status line. */
  readonly said: string;
  /** Whether the page was told yet which files to show, or why there are none. */
  readonly opened: boolean;
}

/** What views may do. All of these stay the same functions for ever. */
export interface PageActions {
  /** Changes what is kept over a reload. */
  readonly update: (patch: Partial<PageState>) => void;
  /** The plot moves; `state` follows once it rests. */
  readonly moveView: (viewport: Viewport) => void;
  readonly select: (rows: Iterable<number>, mode: SelectMode) => void;
  /**
   * Selects samples by their ids, as an answer gives them: the rows may be others by the time it comes. How many
   * of them are on the map now.
   */
  readonly selectIds: (ids: Iterable<number>) => number;
  /** Puts keyboard and details on a row. */
  readonly focus: (row: number | null) => void;
  /** Cosines of all rows to a feature, -1..1; null when the map changed meanwhile: `useColumn` asks again. */
  readonly column: (featureId: string) => Promise<Float32Array | null>;
  /** All about one sample, asked for once; null when its line has changed. Rejects with a sentence. */
  readonly sample: (row: number) => Promise<MapSample | null>;
  /** Says a sentence in the status line, which screen readers read out. */
  readonly announce: (sentence: string) => void;
  /**
   * Does something to samples, asks for the reason where one is needed, and says what was done or why it was
   * refused. True when it was done.
   */
  readonly perform: (action: SampleAction, rows: Iterable<number>) => Promise<boolean>;
  /** Shows the line of a row in the editor. */
  readonly openLine: (row: number) => void;
  /** Asks for the map again, soon. */
  readonly refresh: () => void;
  /** The same, for views that ask for more than the map: something was changed here. */
  readonly noteChange: () => void;
  /** The state with selection and focus, as it is now. */
  readonly currentState: () => PageState;
}

export type Page = PageSnapshot & PageActions;
