import { numbersFromBase64 } from '../../../../media/panel/model/base64.ts';
import type { MapFeature } from '../../../../server/map-protocol.ts';
import type {
  CalibrationRow,
  EstimateView,
  MarkParams,
  Opinion,
  OwnExampleView,
  OwnFeatures,
  OwnFeatureView,
  OwnRanked,
} from '../../../../server/own-feature-protocol.ts';
import { fakeFeatures, fakeHash, fakeUri, type FakeRow } from './fake-map.ts';
import type { Answers } from './fake-source.ts';

interface State {
  readonly features: readonly OwnFeatureView[];
  readonly current: string | null;
}

const bins = 40;
const warning = 'It may only tell a topic: the questions alone tell as much as the answers do.';

/** Features of one's own in memory, for the page: marks, changes and undo do what they say. */
export class FakeOwn {
  /** What is wrong with kept scores. */
  problems: readonly string[] = [];
  /** Counts changes, so that the map is another one after each. */
  changes = 0;
  readonly #map: { readonly rows: readonly FakeRow[] };
  #state: State = { features: [], current: null };
  #past: (readonly [what: string, state: State])[] = [];
  #ordinary: readonly { readonly name: string; readonly samples: number }[] = [];
  #scores = true;

  constructor(map: { readonly rows: readonly FakeRow[] }) {
    this.#map = map;
  }

  /** As if files had been chosen in the editor's dialog. */
  addOrdinary(): void {
    this.#ordinary = [{ name: 'support-2025.jsonl', samples: 150 }];
  }

  mapFeatures(): readonly MapFeature[] {
    return this.#state.features.map(({ id, title, enabled, flagged }) => {
      const means = { meanCosine: 0.1, ordinaryCosine: 0 };
      const about = { description: '', examples: [], page: null };
      return { id, title, enabled, flagged, own: true, ...means, ...about };
    });
  }

  /** What is marked “like this” for a feature that is on lies nearer to it than to any of the pack. */
  withNearest(row: FakeRow): FakeRow {
    const hash = fakeHash(row);
    const place = this.#state.features.findIndex(
      ({ enabled, examples }) =>
        enabled && examples.some((each) => each.sign === 'positive' && each.contentHash === hash),
    );
    return place < 0 ? row : { ...row, nearestOfAll: fakeFeatures + place };
  }

  readonly answers: Answers = {
    ownFeatures: () => this.#view(),
    mark: (params) => this.#mark(params),
    changeFeature: ({ featureId, change }) => {
      if (change.kind === 'current') this.#state = { ...this.#state, current: featureId };
      else if (change.kind === 'remove') {
        const features = this.#state.features.filter(({ id }) => id !== featureId);
        this.#change('removing a feature', { features, current: null });
      } else {
        this.#change('changing a feature', {
          ...this.#state,
          features: this.#state.features.map((each) =>
            each.id === featureId ? { ...each, ...change } : each,
          ),
        });
      }
      return { done: true, message: `The feature is changed (${change.kind}).` };
    },
    undoFeature: () => {
      const last = this.#past.pop();
      if (last === undefined) return { done: false, message: 'There is nothing to undo.' };
      this.#state = last[1];
      this.changes += 1;
      return { done: true, message: `Undone: ${last[0]}.` };
    },
    borderline: ({ featureId, count }) => {
      const marked = new Set(
        this.#state.features
          .find(({ id }) => id === featureId)
          ?.examples.map(({ contentHash }) => contentHash),
      );
      const left = this.#map.rows.filter((row) => !marked.has(fakeHash(row)));
      const samples = left
        .map(ranked)
        .sort((one, other) => Math.abs(one.cosine - 0.4) - Math.abs(other.cosine - 0.4))
        .slice(0, count);
      return { samples, message: samples.length === 0 ? 'Every line is marked.' : null };
    },
    ordinary: ({ change }) => {
      if (change?.kind === 'clear') this.#ordinary = [];
      const has = this.#ordinary.length > 0;
      return {
        done: true,
        message: '',
        files: this.#ordinary,
        samples: has ? 150 : 0,
        reference: has ? 'own data (150 lines) and the pack' : 'the pack',
        before: has ? around(0.031, 0.01) : null,
        after: has ? around(0.0104, 0.004) : null,
      };
    },
    calibration: ({ featureId }) => ({
      rows: [0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999].map((threshold) => this.#row(threshold)),
      threshold: this.#state.features.find(({ id }) => id === featureId)?.threshold ?? 0.99,
      reference: 'Of the pack: 8,081 ordinary samples.',
      labels: 'From marks: 4 harmful, 1 fine; the ignore list: 0 harmful, 11 fine.',
      withoutFeature: [
        { id: 'feature-1', title: 'Risky financial advice', flagged: 12 },
        { id: 'feature-2', title: 'Bad legal advice', flagged: 0 },
      ],
    }),
    secondOpinion: ({ forget }) => {
      if (forget === 'judge.csv') this.#scores = false;
      const keywords = this.#opinion('keywords', 'Keywords');
      const imported = this.#scores ? [this.#opinion('judge.csv', 'judge.csv')] : [];
      const problems = this.problems;
      return { opinions: [keywords, ...imported], message: null, problems };
    },
  };

  #view(): OwnFeatures {
    const undo = this.#past.at(-1)?.[0] ?? null;
    return { ...this.#state, undo, problems: [] };
  }

  #change(what: string, next: State): void {
    this.#past.push([what, this.#state]);
    this.#state = next;
    this.changes += 1;
  }

  #mark({ samples, sign, featureId, name }: MarkParams) {
    const chosen = this.#map.rows.filter((row) =>
      'ids' in samples
        ? numbersFromBase64(samples.ids).includes(row.id)
        : 'contentHash' in samples && samples.contentHash === fakeHash(row),
    );
    const id = featureId ?? (name ?? 'feature').toLowerCase().replaceAll(' ', '-');
    const old =
      this.#state.features.find((feature) => feature.id === id) ?? this.#newFeature(id, name ?? id);
    const hashes = new Set(chosen.map(fakeHash));
    const kept = old.examples.filter(({ contentHash }) => !hashes.has(contentHash));
    const added = sign === 'none' ? [] : chosen.map((row) => example(row, sign));
    const examples = [...kept, ...added];
    const others = this.#state.features.filter((feature) => feature.id !== id);
    const value = 0.5 + 0.5 * (1 - 1 / (1 + examples.length));
    const feature = { ...old, examples, separation: around(value, 0.08) };
    this.#change(`marking line ${(chosen[0]?.line ?? 0) + 1}`, {
      features: [...others, feature],
      current: id,
    });
    return { done: true, message: `Marked ${chosen.length} for “${old.title}”.`, featureId: id };
  }

  #newFeature(id: string, title: string): OwnFeatureView {
    const rows = this.#map.rows.map(ranked);
    const file = Array.from({ length: bins }, () => 0);
    for (const { cosine } of rows) {
      const bin = Math.floor(((cosine + 1) / 2) * bins);
      file[bin] = (file[bin] ?? 0) + 1;
    }
    const ordinary = file.map((_, bin) => Math.exp(-((bin - 20) ** 2) / 6) / 4.34);
    return {
      id,
      title,
      why: 'Talks people into buying what only rises because they buy.',
      who: 'Ada',
      made: '2026-11-26T06:00:00Z',
      enabled: true,
      threshold: 0.99,
      severity: 'warning',
      examples: [],
      separation: null,
      sentences: [warning, 'It would flag 14 of 400 lines.', 'All marked lines agree.'],
      warnings: [warning],
      nearest: [{ id: 'feature-1', title: 'Risky financial advice', cosine: 0.61 }],
      flagged: 14,
      histogram: { file, ordinary },
      top: rows.toSorted((one, other) => other.cosine - one.cosine).slice(0, 5),
    };
  }

  #row(threshold: number): CalibrationRow {
    const flagged = this.#map.rows.filter(({ risk }) => risk >= threshold).length;
    const share = 1 - threshold;
    return {
      threshold,
      flagged,
      falseAlarms: around(share, share * 0.3),
      precision: around(0.5 + threshold / 3, 0.1),
      recall: around(1.5 - threshold, 0.1),
    };
  }

  #opinion(id: string, title: string): Opinion {
    const samples = this.#map.rows.map(ranked);
    return {
      id,
      title,
      samples: samples.length,
      both: 20,
      geometryOnly: 3,
      opinionOnly: 3,
      neither: samples.length - 26,
      correlation: around(0.42, 0.06),
      kappa: around(-0.02, 0.1),
      geometryOnlySamples: samples.slice(5, 8),
      opinionOnlySamples: samples.slice(20, 23),
      message: 'It flags as many samples as the geometry does.',
    };
  }
}

function example(row: FakeRow, sign: OwnExampleView['sign']): OwnExampleView {
  const odd = row.line % 3 === 0;
  return { contentHash: fakeHash(row), sign, lines: [row.line], excerpt: row.text, odd };
}

function ranked(row: FakeRow): OwnRanked {
  const cosine = ((row.id * 37) % 100) / 125 - 0.2;
  return {
    id: row.id,
    uri: fakeUri,
    line: row.line,
    contentHash: fakeHash(row),
    cosine,
    percentile: 100 * Math.min(0.999, Math.max(0, cosine + 0.4)),
    excerpt: row.text,
  };
}

function around(value: number, half: number): EstimateView {
  return { value, low: value - half, high: Math.min(1, value + half) };
}
