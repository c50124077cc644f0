/**
 * What the geometry panel asks of the server. The extension passes the requests on and changes nothing, so the
 * panel's page speaks these types too. Numbers of many samples travel as columns: typed arrays in base64,
 * little-endian, never one object a sample.
 */

/**
 * What the columns hold of a sample. `u` are unsigned integers, `f` floats, with their bits. A column
 * `cosine:<feature id>` (f32) holds the cosine to a feature, -1..1.
 */
export const columnTypes = {
  /** Stands for the line as long as its text stays the same, wherever it moves; unique over all open files. */
  id: 'u32',
  /** Index in `MapSummary.files`. */
  file: 'u8',
  /** From 0. */
  line: 'u32',
  /** 0..1; NaN without a score, or when nothing of the sample is trained. */
  risk: 'f32',
  /** Index of the pack's nearest feature, which decides with the risk what is flagged; 255 without a score. */
  nearest: 'u8',
  /** The same with the features of one's own among them that are on for the file. */
  nearestOfAll: 'u8',
  /** Index in `MapSummary.formats`. */
  format: 'u8',
  /** Index in `MapSummary.roles`: the role of the text that was scored last. */
  role: 'u8',
  /** Trained tokens; 0 without a score. */
  tokens: 'u32',
  /** Index in `MapSummary.topics`; 255 without a prompt. */
  topic: 'u8',
  /** Lines of the map with the same content share a number above 0; 0: there is no other. */
  duplicates: 'u32',
  /** Bits of `rowFlags`. */
  flags: 'u8',
  /** The first 8 bytes of the content hash as two big-endian numbers: the same after a restart. */
  hashHigh: 'u32',
  hashLow: 'u32',
  /** Place on the map; NaN while the sample has none. */
  x: 'f32',
  y: 'f32',
  /** Share of the sample's true nearest neighbours that are near it on the map, 0..1; NaN when not known yet. */
  fidelity: 'f32',
} as const;

export type ColumnName = keyof typeof columnTypes | `cosine:${string}`;

export const rowFlags = {
  flagged: 1,
  severe: 2,
  ignored: 4,
  /** The sample has a score. */
  scored: 8,
  /** Nothing of it is trained. */
  untrained: 16,
} as const;

/** Two features may be `risk` too. */
export type ProjectionChoice =
  /** Nearness to harm of any kind, and to which kind: the same axes for every file. */
  | { readonly kind: 'harm' }
  | { readonly kind: 'pca' }
  | { readonly kind: 'umap' }
  | { readonly kind: 'features'; readonly x: string; readonly y: string };

/** The files of a map, in order; every one of them is open. */
export interface MapTarget {
  readonly uris: readonly string[];
  readonly projection: ProjectionChoice;
}

/** Request: what the map of these files is now. It answers at once; UMAP goes on in the background. */
export const mapRequest = 'latentLint/map';
export interface MapSummary {
  /** Another one after every change; columns belong to one. */
  readonly stamp: number;
  /** Rows of every column: the lines that hold a sample, file after file, line after line. */
  readonly rows: number;
  readonly files: readonly MapFile[];
  readonly features: readonly MapFeature[];
  readonly formats: readonly string[];
  readonly roles: readonly string[];
  /** Clusters of what the prompts are about, named by the start of a typical one: the file's text, never markup. */
  readonly topics: readonly string[];
  readonly projection: MapProjection;
  /** How risks are distributed over ordinary samples is known from so many; null when the pack does not say. */
  readonly ordinarySamples: number | null;
  /** One sentence for people: empty file, off, still scoring, ready. */
  readonly message: string;
}
export interface MapFile {
  readonly uri: string;
  readonly version: number;
  readonly samples: number;
  /** How many of them wait for their score. */
  readonly waiting: number;
  /** Least risk that is flagged, 0..1, and where it comes from. */
  readonly threshold: number;
  readonly thresholdSource: 'pack' | 'setting' | 'file';
}
export interface MapFeature {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly page: string | null;
  /** Whether samples that lie nearest to it are flagged. */
  readonly enabled: boolean;
  /** Mean cosine of the map's trained samples, and the median of ordinary ones. */
  readonly meanCosine: number;
  readonly ordinaryCosine: number;
  readonly flagged: number;
  readonly own: boolean;
}
export interface MapProjection {
  /** What the columns x and y hold now; PCA while UMAP is on its way. */
  readonly shown: ProjectionChoice;
  /** 0..1 while the projection that was asked for is computed; null when nothing goes on. */
  readonly progress: number | null;
  /** One sentence: what the axes are, or why there is no map. */
  readonly message: string;
  readonly axes: readonly [string, string];
  readonly anchors: readonly MapAnchor[];
  readonly quality: MapQuality | null;
  /** Whether `quality` is being measured, or soon will be; when it is not, none or another comes only after a change. */
  readonly measuring: boolean;
}
export interface MapAnchor {
  readonly featureId: string;
  readonly x: number;
  readonly y: number;
}
/** Venna and Kaski (2001): how far one may trust what is near on the map, and whether what is near stays near; 0..1. */
export interface MapQuality {
  readonly trustworthiness: number;
  readonly continuity: number;
  /** Neighbours that count, and samples that it was measured on. */
  readonly neighbours: number;
  readonly samples: number;
}

/** Request: a range of rows of some columns. Null when the map has another stamp by now. */
export const mapColumnsRequest = 'latentLint/mapColumns';
export interface MapColumnsParams extends MapTarget {
  readonly stamp: number;
  readonly columns: readonly ColumnName[];
  /** From 0, end exclusive; at most `mostRows` apart. */
  readonly start: number;
  readonly end: number;
}
export const mostRows = 65_536;
export interface MapColumns {
  readonly columns: Readonly<Record<string, string>>;
}

/** Notification, server to client, at most four a second: maps with these files are another one now. */
export const mapChangedNotification = 'latentLint/mapChanged';
export interface MapChangedParams {
  readonly uris: readonly string[];
}

/** Request: stops the projection that is computed for these files; PCA stays. */
export const mapCancelRequest = 'latentLint/mapCancel';
export interface MapCancelParams {
  readonly uris: readonly string[];
}

/** Request: all about one sample. Null when its line has changed. It never runs the model. */
export const mapSampleRequest = 'latentLint/mapSample';
export interface MapSampleParams extends MapTarget {
  readonly id: number;
}
export interface MapSample {
  readonly id: number;
  readonly uri: string;
  readonly version: number;
  readonly line: number;
  readonly contentHash: string;
  readonly risk: number | null;
  /** In words for people, as in the editor. */
  readonly message: string;
  readonly turns: readonly MapTurn[];
  /** The sentence that carries the risk, in UTF-16 offsets of a turn's text. */
  readonly sentence: MapRange | null;
  readonly features: readonly MapNearFeature[];
  readonly neighbours: readonly MapNeighbour[];
  readonly latents: readonly MapLatent[];
  /** Why it is ignored; null when it is not. */
  readonly ignored: string | null;
}
export interface MapTurn {
  readonly role: string;
  readonly text: string;
  readonly trained: boolean;
  readonly rejected: boolean;
}
export interface MapRange {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}
export interface MapNearFeature {
  readonly id: string;
  readonly title: string;
  readonly cosine: number;
  /** The percentage of ordinary samples that are farther from it, 0..100. */
  readonly percentile: number;
}
export interface MapNeighbour {
  readonly id: number;
  readonly uri: string;
  readonly line: number;
  /** Between the whitened vectors of the two samples, -1..1. */
  readonly cosine: number;
  /** The file's text. */
  readonly excerpt: string;
}
export interface MapLatent {
  readonly id: number;
  readonly name: string;
  readonly activation: number;
}

/** Request: what each token of a sample weighs. A scoring process runs the model once for it. */
export const mapHeatRequest = 'latentLint/mapHeat';
export interface MapHeat {
  /** Only differences within the sample mean something. */
  readonly tokens: readonly (MapRange & { readonly weight: number })[];
  /** Why there are none; null when there are some. */
  readonly message: string | null;
}

/** Request: the samples that lie nearest to one, by true distance and nearest first, without it. */
export const mapNearestRequest = 'latentLint/mapNearest';
export interface MapNearestParams extends MapSampleParams {
  readonly count: number;
}
/** Ids as u32 in base64. */
export interface MapIds {
  readonly ids: string;
  /** What went wrong, in one sentence: an expression that is none; null else. */
  readonly message: string | null;
}

/** Request: the samples whose line matches, in the order of the map. */
export const mapSearchRequest = 'latentLint/mapSearch';
export interface MapSearchParams extends MapTarget {
  readonly text: string;
  /** A regular expression of RE2, which takes linear time on any text. */
  readonly regularExpression: boolean;
  readonly matchCase: boolean;
}
