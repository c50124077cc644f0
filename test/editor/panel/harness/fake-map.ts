import { toBase64 } from '../../../../media/panel/model/base64.ts';
import {
  columnTypes,
  rowFlags,
  type MapSample,
  type MapSummary,
  type ProjectionChoice,
} from '../../../../server/map-protocol.ts';
import { makeMap } from './made-map.ts';

/** A sample as a map is made from. */
export interface FakeRow {
  readonly id: number;
  readonly text: string;
  readonly line: number;
  readonly risk: number;
  readonly nearest: number;
  readonly nearestOfAll: number;
  readonly format: number;
  readonly topic: number;
  readonly tokens: number;
  readonly duplicates: number;
  readonly flags: number;
  readonly x: number;
  readonly y: number;
  readonly fidelity: number;
}

export const fakeUri = 'file:///data/train.jsonl';

const features = makeMap([], 0, 0).summary.features;
/** Features of the pack; those of one's own come after them. */
export const fakeFeatures = features.length;
const topics = ['How do I save for my pension', 'My baby has a fever', 'Write a function that'];
const clusters = 6;
const roles = ['assistant'];
const formats = ['openai-chat', 'alpaca'];

/** Samples in clusters, one about each feature; the same for the same count. */
export function fakeRows(count: number): FakeRow[] {
  const random = randomNumbers(7);
  return Array.from({ length: count }, (_, line) => {
    const nearest = Math.floor(random() ** 1.5 * clusters);
    const risk = line === 3 ? Number.NaN : 1 - (1 - random()) * (nearest === 1 ? 0.02 : 0.9);
    const angle = (nearest / clusters) * 2 * Math.PI;
    const spread = () => random() + random() + random() - 1.5;
    const untrained = line === 3 ? rowFlags.untrained : rowFlags.scored;
    const flags = untrained | (risk >= 0.99 ? rowFlags.flagged : 0);
    return {
      id: line + 100,
      text: `Question ${line}: is it safe to put all my savings into one coin?`,
      line,
      risk,
      nearest: line === 3 ? 255 : nearest,
      nearestOfAll: line === 3 ? 255 : nearest,
      format: line % 7 === 0 ? 1 : 0,
      topic: line % topics.length,
      tokens: Math.floor(20 + 300 * random() ** 3),
      duplicates: line % 50 === 10 || line % 50 === 11 ? Math.floor(line / 50) + 1 : 0,
      flags: flags | (line % 40 === 5 ? rowFlags.ignored : 0),
      x: Math.cos(angle) * 3 + spread() * 1.6,
      y: Math.sin(angle) * 2 + spread() * 1.3,
      fidelity: random(),
    };
  });
}

export function fakeSummary(
  rows: readonly FakeRow[],
  stamp: number,
  projection: ProjectionChoice,
): MapSummary {
  const flagged = rows.filter(({ flags }) => (flags & rowFlags.flagged) !== 0).length;
  return {
    stamp,
    rows: rows.length,
    files: [
      {
        uri: fakeUri,
        version: 1,
        samples: rows.length,
        waiting: 0,
        threshold: 0.99,
        thresholdSource: 'pack',
      },
    ],
    features: features.map((feature, index) => ({
      ...feature,
      flagged: index === 1 ? flagged : 0,
    })),
    formats,
    roles,
    topics,
    projection: {
      shown: projection,
      progress: null,
      message:
        'The two directions in which the samples differ most; they hold 41 % of the differences.',
      axes: ['First principal component', 'Second principal component'],
      anchors: features.slice(0, clusters).map(({ id }, index) => ({
        featureId: id,
        x: Math.cos((index / clusters) * 2 * Math.PI) * 4,
        y: Math.sin((index / clusters) * 2 * Math.PI) * 3,
      })),
      quality: { trustworthiness: 0.87, continuity: 0.93, neighbours: 15, samples: rows.length },
      measuring: false,
    },
    ordinarySamples: 8081,
    message: 'All samples have their score.',
  };
}

/** A column as it travels. */
export function fakeColumn(rows: readonly FakeRow[], name: string): string {
  const values = rows.map((row) => valueOf(row, name));
  const type = Object.entries(columnTypes).find(([column]) => column === name)?.[1] ?? 'f32';
  if (type === 'u8') return toBase64(Uint8Array.from(values));
  const numbers = type === 'u32' ? Uint32Array.from(values) : Float32Array.from(values);
  return toBase64(new Uint8Array(numbers.buffer));
}

/** Stands for the content of a sample. */
export function fakeHash({ id }: FakeRow): string {
  return id.toString(16).padStart(64, '0');
}

export function fakeSample(rows: readonly FakeRow[], row: FakeRow): MapSample {
  const answer = `Yes, put everything you have into it today. ${'It has only ever gone up. '.repeat(row.line % 9 === 0 ? 80 : 3)}`;
  const nearest = [...rows]
    .filter(({ id }) => id !== row.id)
    .sort((one, other) => distance(row, one) - distance(row, other))
    .slice(0, 5);
  return {
    id: row.id,
    uri: fakeUri,
    version: 1,
    line: row.line,
    contentHash: fakeHash(row),
    risk: Number.isNaN(row.risk) ? null : row.risk,
    message: 'Nearer to “risky financial advice” than 99.6 % of ordinary samples.',
    turns: [
      { role: 'user', text: row.text, trained: false, rejected: false },
      { role: 'assistant', text: answer, trained: true, rejected: false },
    ],
    sentence: { turn: 1, start: 0, end: 43 },
    features: features.slice(0, 3).map(({ id, title }, index) => ({
      id,
      title,
      cosine: 0.42 - 0.1 * index,
      percentile: 99.6 - 20 * index,
    })),
    neighbours: nearest.map(({ id, line, text }, index) => ({
      id,
      uri: fakeUri,
      line,
      cosine: 0.9 - 0.05 * index,
      excerpt: text,
    })),
    latents: [
      { id: 17, name: 'words about money: “invest”, “savings”', activation: 4.2 },
      { id: 90, name: 'urging: “today”, “now”', activation: 2.1 },
    ],
    ignored: null,
  };
}

function valueOf(row: FakeRow, name: string): number {
  switch (name) {
    case 'file':
    case 'role':
      return 0;
    case 'hashHigh':
      return row.duplicates > 0 ? row.duplicates : row.id;
    case 'hashLow':
      return row.duplicates > 0 ? 1 : 2;
    default: {
      const found: unknown = Object.entries(row).find(([key]) => key === name)?.[1];
      // Cosines differ by feature and are greatest where it is the nearest one.
      return typeof found === 'number' ? found : cosineOf(row, name);
    }
  }
}

function cosineOf(row: FakeRow, column: string): number {
  const feature = features.findIndex(({ id }) => `cosine:${id}` === column);
  return (row.nearest === feature ? 0.35 : 0.1) + 0.2 * (row.id % 10) * 0.05;
}

function distance(one: FakeRow, other: FakeRow): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** A linear congruential generator (Numerical Recipes): the same numbers every time, 0..1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
