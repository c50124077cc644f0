import { Directions } from './directions.ts';
import { sphericalMeans, type Clustering } from './spherical-means.ts';
import { someRows } from './some-rows.ts';
import type { VectorTable } from './vector-table.ts';

/** The label of a row without a prompt. */
export const noTopic = 255;

/** Prompts that the clusters are found from, and the most clusters. */
const fittedRows = 3_000;
const mostTopics = 12;
/** Prompts that a cluster needs on average: fewer are no topic. */
const leastRows = 8;
/** More topics tell more: the most whose separation is within this share of the best. */
const goodEnough = 0.9;

/** Clusters of prompts: places that tell the topic of any prompt. The largest comes first. */
export interface TopicModel {
  readonly width: number;
  /** Unit vectors, each [width]. */
  readonly centres: readonly Float32Array[];
}

export interface Topics extends TopicModel {
  /** [rows]: index of a topic, or `noTopic`. */
  readonly labels: Uint8Array;
  /** [topics]: the row that is most like the topic's centre, to name it by. */
  readonly typical: Uint32Array;
  /** [topics]: rows of each. */
  readonly sizes: Uint32Array;
}

/**
 * Clusters of prompts by spherical k-means (Dhillon and Modha, 2001), seeded as k-means++ (Arthur and
 * Vassilvitskii, 2007). The number of clusters, 1 to 12, is the largest whose simplified silhouette (Hruschka and
 * others, 2006) is nearly the best. The same prompts always give the same topics.
 *
 * @param table the prompt vectors; rows without a prompt are missing.
 * @param order every row once, by content hash.
 * @param onProgress is told the share that is done, 0..1.
 */
export function findTopics(
  table: VectorTable,
  order: ArrayLike<number>,
  onProgress: (share: number) => void = () => undefined,
): Topics {
  const rows = someRows(table, order, fittedRows);
  const centres = rows.length === 0 ? [] : chooseCentres(table, rows, onProgress);
  const model = { width: table.width, centres };
  const labels = new Uint8Array(table.rows);
  labelRows(model, table, 0, table.rows, labels);
  return bySize(model, table, labels);
}

/** Puts the topics of the rows `start` to `end` (exclusive) into `labels` [rows]. */
export function labelRows(
  model: TopicModel,
  table: VectorTable,
  start: number,
  end: number,
  labels: Uint8Array,
): void {
  const count = model.centres.length;
  const cosines = table.cosines(Directions.of(model.centres, model.width), start, end);
  for (let row = start; row < end; row += 1) {
    const at = (row - start) * count;
    const label = indexOfLargest(cosines.subarray(at, at + count));
    labels[row] = table.has(row) && count > 0 ? label : noTopic;
  }
}

function chooseCentres(
  table: VectorTable,
  rows: Uint32Array,
  onProgress: (share: number) => void,
): readonly Float32Array[] {
  const most = Math.min(mostTopics, Math.floor(rows.length / leastRows));
  const tried: Clustering[] = [];
  for (let count = 2; count <= most; count += 1) {
    tried.push(sphericalMeans(table, rows, count));
    onProgress(count / (most + 1));
  }
  const best = Math.max(...tried.map(({ silhouette }) => silhouette));
  const chosen = tried.filter(
    ({ silhouette }) => silhouette > 0 && silhouette >= goodEnough * best,
  );
  return (chosen.at(-1) ?? sphericalMeans(table, rows, 1)).centres;
}

function bySize(model: TopicModel, table: VectorTable, labels: Uint8Array): Topics {
  const count = model.centres.length;
  const sizes = new Uint32Array(count);
  for (const label of labels) if (label < count) sizes[label] = (sizes[label] ?? 0) + 1;
  const order = Array.from(sizes.keys())
    .filter((topic) => (sizes[topic] ?? 0) > 0)
    .sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const renamed = new Map(order.map((topic, i) => [topic, i]));
  const centres = order.flatMap((topic) => model.centres[topic] ?? []);
  const sorted = labels.map((label) => renamed.get(label) ?? noTopic);
  return {
    width: model.width,
    centres,
    labels: sorted,
    typical: mostTypical(table, centres, sorted),
    sizes: Uint32Array.from(order, (topic) => sizes[topic] ?? 0),
  };
}

/** Ties go to the first row. */
function mostTypical(
  table: VectorTable,
  centres: readonly Float32Array[],
  labels: Uint8Array,
): Uint32Array {
  const cosines = table.cosines(Directions.of(centres, table.width));
  const typical = new Uint32Array(centres.length);
  const best = new Float32Array(centres.length).fill(-Infinity);
  labels.forEach((label, row) => {
    const cosine = cosines[row * centres.length + label] ?? 0;
    if (label === noTopic || cosine <= (best[label] ?? 0)) return;
    best[label] = cosine;
    typical[label] = row;
  });
  return typical;
}

function indexOfLargest(values: Float32Array): number {
  let largest = 0;
  for (let i = 1; i < values.length; i += 1) {
    if ((values[i] ?? 0) > (values[largest] ?? 0)) largest = i;
  }
  return largest;
}
