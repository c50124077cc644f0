import { numbersFromBase64, numbersToBase64 } from '../../../../media/panel/model/base64.ts';
import type { Source, SourceEvent, SourceRequests } from '../../../../media/panel/source.ts';
import type { MapHeat, ProjectionChoice } from '../../../../server/map-protocol.ts';
import {
  fakeColumn,
  fakeRows,
  fakeSample,
  fakeSummary,
  fakeUri,
  type FakeRow,
} from './fake-map.ts';
import { FakeOwn } from './fake-own.ts';
import { makeGraph, makeWhatIf } from './made-map.ts';

type Params<K extends keyof SourceRequests> = SourceRequests[K][0];
export type Answers = {
  readonly [K in keyof SourceRequests]?: (params: Params<K>) => SourceRequests[K][1];
};

/** A source with a file in memory: removing samples removes them. It writes down what it is told. */
export class FakeSource implements Source {
  readonly live: boolean;
  readonly told: (readonly [name: string, ...details: unknown[]])[] = [];
  /** What `ask` is answered with. */
  answer: string | null = 'it is fiction';
  rows: readonly FakeRow[];
  readonly own = new FakeOwn(this);
  #stamp = 1;
  #shown: ProjectionChoice = { kind: 'pca' };
  readonly #state: unknown;
  readonly #listeners: ((event: SourceEvent) => void)[] = [];

  constructor(count: number, state: unknown, live: boolean) {
    this.rows = fakeRows(count);
    this.#state = state;
    this.live = live;
  }

  can(request: keyof SourceRequests): boolean {
    const saved: readonly string[] = ['map', 'columns', 'sample'];
    return this.live ? this.#answers[request] !== undefined : saved.includes(request);
  }

  async request<K extends keyof SourceRequests>(
    name: K,
    params: SourceRequests[K][0],
  ): Promise<SourceRequests[K][1]> {
    await Promise.resolve();
    if (name !== 'map' && name !== 'columns') this.told.push([name, params]);
    const answer = this.#answers[name];
    if (answer === undefined) throw new Error('This is not answered here.');
    return answer(params);
  }

  listen(listener: (event: SourceEvent) => void): void {
    this.#listeners.push(listener);
    const names = ['train.jsonl'];
    const open = { kind: 'open', uris: [fakeUri], names, state: this.#state } as const;
    queueMicrotask(() => listener(open));
  }

  say(event: SourceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  ask(title: string): Promise<string | null> {
    this.told.push(['ask', title]);
    return Promise.resolve(this.answer);
  }

  reveal(uri: string, line: number): void {
    this.told.push(['reveal', uri, line]);
  }
  mark(uri: string, lines: readonly number[]): void {
    this.told.push(['mark', uri, lines]);
  }
  copy(text: string): Promise<void> {
    this.told.push(['copy', text]);
    return Promise.resolve();
  }
  save(name: string, content: string | Uint8Array): void {
    this.told.push(['save', name, content]);
  }
  chooseFiles(): void {
    this.told.push(['chooseFiles']);
  }
  showFindings(): void {
    this.told.push(['showFindings']);
  }
  chooseOrdinary(uri: string): void {
    this.told.push(['chooseOrdinary', uri]);
  }
  chooseScores(uri: string): void {
    this.told.push(['chooseScores', uri]);
  }
  importFeature(uri: string): void {
    this.told.push(['importFeature', uri]);
  }
  exportFeature(uri: string, featureId: string): void {
    this.told.push(['exportFeature', uri, featureId]);
  }
  keepState(state: unknown): void {
    this.told.push(['keepState', state]);
  }

  readonly #answers: Answers = {
    map: ({ projection }) => {
      if (projection.kind !== this.#shown.kind) this.#stamp++;
      this.#shown = projection;
      const summary = fakeSummary(this.rows, this.#stamp + this.own.changes, projection);
      return { ...summary, features: [...summary.features, ...this.own.mapFeatures()] };
    },
    columns: ({ stamp, columns, start, end }) => {
      if (stamp !== this.#stamp + this.own.changes) return null;
      const rows = this.rows.slice(start, end).map((row) => this.own.withNearest(row));
      return { columns: Object.fromEntries(columns.map((name) => [name, fakeColumn(rows, name)])) };
    },
    cancel: () => null,
    sample: ({ id }) => {
      const row = this.rows.find((candidate) => candidate.id === id);
      return row === undefined ? null : fakeSample(this.rows, row);
    },
    heat: (): MapHeat => ({
      tokens: [0, 4, 8, 19, 24, 29, 34, 37].map((start, index) => {
        return { turn: 1, start, end: start + 4, weight: index * 0.1 - 0.2 };
      }),
      message: null,
    }),
    nearest: ({ count }) => this.#ids(this.rows.slice(0, count)),
    search: ({ text }) => this.#ids(this.rows.filter((row) => row.text.includes(text))),
    whatIf: ({ ids, riskiestShare }) => {
      const { length } = this.rows;
      const removed = ids === null ? riskiestShare * length : numbersFromBase64(ids).length;
      return makeWhatIf(Math.ceil(removed), length);
    },
    superposition: ({ sample }) => makeGraph(sample !== null),
    act: ({ ids, action }) => {
      const chosen = new Set(numbersFromBase64(ids));
      if (action === 'remove') {
        const left = this.rows.filter(({ id }) => !chosen.has(id));
        this.rows = left.map((row, line) => ({ ...row, line }));
        this.#stamp++;
        this.say({ kind: 'changed', uris: [fakeUri] });
      }
      return { done: true, message: `Did “${action}” to ${chosen.size} samples.` };
    },
    export: () => ({ text: 'exported\n' }),
    fileThreshold: () => ({ done: true, message: 'The file’s threshold is another one now.' }),
    featureChoice: () => ({ done: true, message: 'The feature is off.' }),
    ...this.own.answers,
  };

  #ids(rows: readonly FakeRow[]) {
    return { ids: numbersToBase64(Uint32Array.from(rows, ({ id }) => id)), message: null };
  }
}
