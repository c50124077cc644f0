/** What the plot draws. Everything that it needs to know of the samples is in here. */
export interface Scene {
  readonly points: Points;
  readonly anchors: readonly Anchor[];
  /** Colours of the points as `#rrggbb`; `Points.colour` counts into it, at most 256. */
  readonly palette: readonly string[];
  readonly theme: PlotTheme;
  /** Rows that lines are drawn between: from a sample to its true neighbours. */
  readonly lines: readonly (readonly [number, number])[];
  /** The row that the keyboard is on; null for none. */
  readonly focused: number | null;
  /** The row of the editor's cursor; null for none. */
  readonly cursor: number | null;
}

/**
 * Rows are points. A row whose place is NaN is not drawn; `y` points up. What changes is a new object, and of its
 * arrays those are new that changed: the plot keeps what it made of the others.
 */
export interface Points {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Index into the palette. */
  readonly colour: Uint8Array;
  /** Radius in tenths of a CSS pixel. */
  readonly radius: Uint8Array;
  /** Bits of `pointFlags`. */
  readonly flags: Uint8Array;
}

export const pointFlags = {
  /** Left out by the legend or a filter: neither drawn nor selectable. */
  hidden: 1,
  selected: 2,
  /** Its true neighbours are far off in the picture: drawn as a ring. */
  hollow: 4,
} as const;

export interface Anchor {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Drawn stronger: points are coloured by it. */
  readonly active: boolean;
}

/** Colours of the editor's theme, as CSS. */
export interface PlotTheme {
  readonly background: string;
  readonly foreground: string;
  readonly faint: string;
  readonly selection: string;
  readonly focus: string;
  readonly highContrast: boolean;
}

export type PlotTool = 'pan' | 'rectangle' | 'lasso';
export type SelectMode = 'replace' | 'add' | 'remove';

/** What part of the map is seen: the centre, and CSS pixels for one unit of the map. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What a renderer of the plot does; WebGL and canvas-2D are two. It draws points only. */
export interface PointRenderer {
  /** Bytes go to the graphics card here, so it is called only when they changed. */
  setPoints(points: Points, palette: readonly string[], theme: PlotTheme): void;
  /** @param width, height of the canvas in CSS pixels. */
  draw(viewport: Viewport, width: number, height: number): void;
  dispose(): void;
}
