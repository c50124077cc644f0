import {
  columnTypes,
  rowFlags,
  type MapFeature,
  type MapSummary,
} from '../../server/map-protocol.ts';
import { reportPage } from '../../server/cli/report/html.ts';

/** What a page for measurements shows. */
export interface PanelPageOptions {
  readonly samples: number;
  readonly renderer: 'webgl' | 'canvas';
  /** The built `panel.js` and `panel.css`. */
  readonly script: string;
  readonly style: string;
}

/**
 * The panel's page with made-up samples in twenty clouds. Only its speed is measured; nobody is shown these
 * numbers.
 */
export function panelPage({ samples, renderer, script, style }: PanelPageOptions): string {
  const summary = summaryOf(samples);
  return reportPage({
    title: 'Measurement',
    script,
    style,
    saved: {
      latentLintMap: 1,
      made: 'Made up for measurements.',
      names: ['measurement.jsonl'],
      target: { uris: ['file:///measurement.jsonl'], projection: { kind: 'pca' } },
      summary,
      columns: columnsOf(samples),
      samples: null,
      superposition: null,
      whatIf: null,
      page: { renderer },
    },
  });
}

const clouds = 20;

function columnsOf(samples: number): Record<string, string> {
  const random = generator();
  const values: Record<string, (row: number) => number> = {
    id: (row) => row + 1,
    line: (row) => row,
    risk: () => random(),
    nearest: (row) => row % clouds,
    tokens: () => Math.floor(random() * 500),
    flags: () => rowFlags.scored,
    hashHigh: (row) => row,
    x: (row) => Math.cos(row % clouds) + 0.2 * (random() + random() - 1),
    y: (row) => Math.sin(row % clouds) + 0.2 * (random() + random() - 1),
    fidelity: () => random(),
  };
  return Object.fromEntries(
    Object.entries(columnTypes).map(([name, type]) => {
      const value = values[name] ?? (() => 0);
      const numbers = Array.from({ length: samples }, (_, row) => value(row));
      return [name, toBase64(type, numbers)];
    }),
  );
}

function toBase64(type: 'u8' | 'u32' | 'f32', numbers: readonly number[]): string {
  const arrays = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array };
  const array = new arrays[type](numbers);
  return Buffer.from(array.buffer).toString('base64');
}

function summaryOf(samples: number): MapSummary {
  const feature = (index: number): MapFeature => ({
    id: `feature-${index}`,
    title: `Feature ${index}`,
    description: '',
    examples: [],
    page: null,
    enabled: true,
    meanCosine: 0,
    ordinaryCosine: 0,
    flagged: 0,
    own: false,
  });
  return {
    stamp: 1,
    rows: samples,
    files: [
      {
        uri: 'file:///measurement.jsonl',
        version: 1,
        samples,
        waiting: 0,
        threshold: 0.99,
        thresholdSource: 'pack',
      },
    ],
    features: Array.from({ length: clouds }, (_, index) => feature(index)),
    formats: ['text'],
    roles: ['assistant'],
    topics: ['made up'],
    projection: {
      shown: { kind: 'pca' },
      progress: null,
      message: 'Made up.',
      axes: ['x', 'y'],
      anchors: [],
      quality: null,
      measuring: false,
    },
    ordinarySamples: null,
    message: 'Made up.',
  };
}

/** Numbers in 0..1, the same in every run (mulberry32). */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
