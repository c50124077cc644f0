/** Types that the test and its page share. */
export interface ViewOptions {
  readonly view: 'features' | 'histogram' | 'superposition' | 'whatIf';
  readonly theme?: 'light' | 'dark';
  /** Least risk that is flagged, by file. */
  readonly thresholds?: readonly number[];
  readonly perFile?: number;
  /** As a saved map: nothing can be changed. */
  readonly live?: boolean;
  /** Requests that are not offered, by name. */
  readonly without?: readonly string[];
}

/** What the page asked of its source. */
export type Asked = readonly [name: string, params: unknown];
