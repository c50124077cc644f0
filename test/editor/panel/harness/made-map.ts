import { toBase64 } from '../../../../media/panel/model/base64.ts';
import {
  rowFlags,
  type columnTypes,
  type MapFeature,
  type MapFile,
  type MapSummary,
} from '../../../../server/map-protocol.ts';
import type { MapSuperposition, MapWhatIf } from '../../../../server/map-work-protocol.ts';

const titles = [
  'Dangerous medical advice',
  'Risky financial advice',
  'Bad legal advice',
  'Bad career advice',
  'Reckless about physical safety',
  'Reckless agent actions',
  'Insecure code',
  'Sabotaged work',
  'Misinformation',
  'Sycophancy',
  'Deception and manipulation',
  'Power-seeking',
  'Hate and harassment',
  'Encouragement of violence',
  'Privacy violation',
];

/** A name that would run a script if it were taken for markup. */
export const hostileName = '“<img src=x onerror=window.wasMarkup=true>”, “a & b”';

export interface MadeMap {
  summary: MapSummary;
  /** In base64, by name. */
  readonly columns: Record<string, string>;
}

/** A map of so many samples a file, the same every time: mostly ordinary, every twentieth sample risky. */
export function makeMap(files: readonly MapFile[], perFile: number, stamp: number): MadeMap {
  const rows = files.length * perFile;
  const random = randomNumbers(7);
  const risk = Float32Array.from({ length: rows }, (_, row) =>
    row % 20 === 3 ? 1 - 0.02 * random() ** 3 : random(),
  );
  const nearest = Uint8Array.from({ length: rows }, () =>
    Math.floor(titles.length * random() ** 2),
  );
  const flags = Uint8Array.from(risk, (value, row) => {
    const threshold = files[Math.floor(row / perFile)]?.threshold ?? 1;
    return rowFlags.scored | (value >= Math.fround(threshold) ? rowFlags.flagged : 0);
  });
  const upTo = (size: number) => Uint8Array.from({ length: rows }, (_, row) => row % size);
  const numbers = (value: (row: number) => number) =>
    Uint32Array.from({ length: rows }, (_, row) => value(row));
  const made = {
    id: numbers((row) => row + 1),
    file: Uint8Array.from({ length: rows }, (_, row) => Math.floor(row / perFile)),
    line: numbers((row) => row % perFile),
    risk,
    nearest,
    nearestOfAll: nearest,
    format: upTo(2),
    role: upTo(1),
    tokens: numbers((row) => 20 + (row % 90)),
    topic: upTo(5),
    duplicates: numbers(() => 0),
    flags,
    hashHigh: numbers((row) => row),
    hashLow: numbers((row) => row),
    x: Float32Array.from(risk),
    y: Float32Array.from(risk),
    fidelity: Float32Array.from(risk),
  } satisfies Record<keyof typeof columnTypes, Uint8Array | Uint32Array | Float32Array>;
  const columns: Record<string, string> = {};
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(made)) {
    columns[name] = toBase64(new Uint8Array(buffer, byteOffset, byteLength));
  }
  const flaggedOf = (feature: number): number =>
    flags.filter((bits, row) => (bits & rowFlags.flagged) !== 0 && nearest[row] === feature).length;
  return {
    summary: {
      stamp,
      rows,
      files,
      features: titles.map((title, index) => makeFeature(title, index, flaggedOf(index))),
      formats: ['OpenAI chat', 'Alpaca'],
      roles: ['assistant'],
      topics: [
        'How do I invest',
        'My knee hurts',
        'Write a function',
        'What is <b>law</b>',
        'Tell me',
      ],
      projection: {
        shown: { kind: 'pca' },
        progress: null,
        message: 'The two directions in which the samples differ most.',
        axes: ['first', 'second'],
        anchors: [],
        quality: null,
        measuring: false,
      },
      ordinarySamples: 8081,
      message: 'All samples have a score.',
    },
    columns,
  };
}

function makeFeature(title: string, index: number, flagged: number): MapFeature {
  return {
    id: `feature-${index}`,
    title,
    description: `What is meant by “${title}”, in one sentence.`,
    examples: ['a phrase that shows it', `another one, ${hostileName}`],
    page: index % 2 === 0 ? 'https://example.org/feature' : null,
    enabled: true,
    meanCosine: 0.02 + 0.11 * Math.sin(index * 1.7),
    ordinaryCosine: 0.01 * Math.cos(index),
    flagged,
    own: index === 3,
  };
}

/** Features, and latents that each lie near one or two of them. */
export function makeGraph(fed: boolean): MapSuperposition {
  const random = randomNumbers(11);
  const features = titles.map((title, index) => ({
    id: `feature-${index}`,
    kind: 'feature' as const,
    title,
    harm: null,
    firingRate: null,
    fed: fed ? 0.3 * random() - 0.1 : null,
  }));
  const latents = Array.from({ length: 60 }, (_, index) => ({
    id: `latent:${index}`,
    kind: 'latent' as const,
    title: index === 0 ? hostileName : `“phrase ${index}”, “another ${index}”`,
    harm: index % 7 === 0 ? null : 14 * random() - 6,
    firingRate: 10 ** (-4 + 3 * random()),
    fed: fed ? Math.max(0, 4 * random() - 3) : null,
  }));
  const between = features.flatMap(({ id }, index) =>
    features.slice(index + 1).map((other) => ({ from: id, to: other.id, cosine: 0.5 * random() })),
  );
  const near = latents.flatMap(({ id }, index) => [
    { from: id, to: `feature-${index % titles.length}`, cosine: 0.1 + 0.35 * random() },
    { from: id, to: `feature-${(index * 7 + 3) % titles.length}`, cosine: 0.3 * random() - 0.25 },
  ]);
  return { nodes: [...features, ...latents], edges: [...between, ...near], message: null };
}

/** What removing so many would change; the larger the share, the more the even features fall. */
export function makeWhatIf(removed: number, samples: number): MapWhatIf {
  const share = removed / samples;
  const drift = [{ id: 'risk', title: 'Overall risk' }]
    .concat(titles.map((title, index) => ({ id: `feature-${index}`, title })))
    .map(({ id, title }, index) => {
      const now = 0.03 + 0.08 * Math.sin(index * 1.3);
      const after = now + (index % 2 === 0 ? -1 : 0.12) * share * (0.9 - index / 20);
      const random: [number, number, number] = [now, now - 0.15 * share, now + 0.15 * share];
      return { id, title, now, after, random };
    });
  const topics = ['How do I invest', 'My knee hurts', 'What is <b>law</b>'];
  return {
    removed,
    samples,
    removedTokens: 61 * removed,
    tokens: 64 * samples,
    draws: 1000,
    drift,
    lost: [
      ...topics.map((name, index) => ({
        kind: 'topic' as const,
        name,
        samples: Math.ceil(samples / 4),
        removed: Math.floor(removed / (index + 2)),
      })),
      { kind: 'format', name: 'OpenAI chat', samples, removed },
    ],
  };
}

/** Numbers from 0 to 1 that look random and are the same every time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
