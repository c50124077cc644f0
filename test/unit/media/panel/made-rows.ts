import { rowFlags, type MapFeature, type MapSummary } from '../../../../server/map-protocol.ts';
import type { Rows } from '../../../../media/panel/model/rows.ts';

export const uri = 'file:///train.jsonl';

export function makeSummary(rows: number, change: Partial<MapSummary> = {}): MapSummary {
  return {
    stamp: 1,
    rows,
    files: [
      { uri, version: 1, samples: rows, waiting: 0, threshold: 0.99, thresholdSource: 'pack' },
    ],
    features: ['Risky advice', 'Insecure code'].map(makeFeature),
    formats: ['openai-chat', 'alpaca'],
    roles: ['assistant'],
    topics: ['money'],
    projection: {
      shown: { kind: 'pca' },
      progress: null,
      message: 'Two directions.',
      axes: ['first', 'second'],
      anchors: [],
      quality: null,
      measuring: false,
    },
    ordinarySamples: 1000,
    message: 'All samples have their score.',
    ...change,
  };
}

/** Rows with ids from 10 on, all scored, one line each. */
export function makeRows(count: number, change: Partial<Rows> = {}): Rows {
  const numbers = (value: (row: number) => number) =>
    Uint32Array.from({ length: count }, (_, row) => value(row));
  const bytes = (value: number) => new Uint8Array(count).fill(value);
  return {
    summary: makeSummary(count),
    count,
    id: numbers((row) => row + 10),
    file: bytes(0),
    line: numbers((row) => row),
    risk: new Float32Array(count).fill(0.5),
    nearest: bytes(0),
    nearestOfAll: bytes(0),
    format: bytes(0),
    role: bytes(0),
    tokens: numbers(() => 40),
    topic: bytes(0),
    duplicates: numbers(() => 0),
    flags: bytes(rowFlags.scored),
    hashHigh: numbers((row) => row + 1000),
    hashLow: numbers((row) => row + 2000),
    x: new Float32Array(count),
    y: new Float32Array(count),
    fidelity: new Float32Array(count).fill(1),
    cosines: new Map(),
    ...change,
  };
}

function makeFeature(title: string): MapFeature {
  return {
    id: title.toLowerCase().replace(' ', '-'),
    title,
    description: '',
    examples: [],
    page: null,
    enabled: true,
    meanCosine: 0,
    ordinaryCosine: 0,
    flagged: 0,
    own: false,
  };
}
