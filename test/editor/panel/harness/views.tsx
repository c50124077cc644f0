import '../../../../media/panel/controls.css';
import '../../../../media/panel/panel.css';
import { render } from 'preact';
import { numbersFromBase64 } from '../../../../media/panel/model/base64.ts';
import { PageProvider, usePage } from '../../../../media/panel/page-context.tsx';
import { PageStore } from '../../../../media/panel/page-store.ts';
import type { Source, SourceEvent, SourceRequests } from '../../../../media/panel/source.ts';
import { FeaturesView } from '../../../../media/panel/views/features/features-view.tsx';
import { HistogramView } from '../../../../media/panel/views/histogram/histogram-view.tsx';
import { SuperpositionView } from '../../../../media/panel/views/superposition/superposition-view.tsx';
import { WhatIfView } from '../../../../media/panel/views/what-if/what-if-view.tsx';
import type { MapFile } from '../../../../server/map-protocol.ts';
import type { MapWhatIf } from '../../../../server/map-work-protocol.ts';
import { makeGraph, makeMap, makeWhatIf, type MadeMap } from './made-map.ts';
import type { Asked, ViewOptions } from './view-options.ts';

const views = {
  features: FeaturesView,
  histogram: HistogramView,
  superposition: SuperpositionView,
  whatIf: WhatIfView,
};

class Harness {
  /** What the page asked of its source, in order. */
  readonly asked: Asked[] = [];
  /** Answers of `whatIf` wait for `release` while this is true. */
  holding = false;
  #waiting: (() => void)[] = [];
  #store: PageStore | null = null;

  get store(): PageStore {
    if (this.#store === null) throw new Error('Nothing is shown.');
    return this.#store;
  }

  show(options: ViewOptions): void {
    const { view, theme = 'dark', thresholds = [0.99], perFile = 500 } = options;
    document.body.className = `vscode-${theme}`;
    this.asked.length = 0;
    this.release();
    const files = thresholds.map((threshold, index) => makeFile(index, perFile, threshold));
    this.#store = new PageStore(new MadeSource(this, options, files, perFile));
    const View = views[view];
    render(
      <PageProvider store={this.#store} key={Math.random()}>
        <main id="view">
          <h1 class="unseen">View</h1>
          <h2>{view}</h2>
          <View />
        </main>
        <Said />
      </PageProvider>,
      document.body,
    );
  }

  /** Waits until the samples are there. */
  loaded(): Promise<void> {
    const { store } = this;
    return new Promise((resolve) => {
      const look = (): void => {
        if (store.snapshot.rows !== null) resolve();
      };
      store.subscribe(look);
      look();
    });
  }

  /** Waits until `whatIf` may be answered. */
  free(): Promise<void> {
    if (!this.holding) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    this.holding = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function Said() {
  return (
    <div role="status" id="said" class="unseen">
      {usePage().said}
    </div>
  );
}

function makeFile(index: number, samples: number, threshold: number): MapFile {
  const uri = `file:///data/file-${index}.jsonl`;
  return { uri, version: 1, samples, waiting: 0, threshold, thresholdSource: 'setting' };
}

/** Answers as a server would, of a made map that changes with what is chosen. */
class MadeSource implements Source {
  readonly live: boolean;
  readonly #harness: Harness;
  readonly #without: ReadonlySet<string>;
  readonly #perFile: number;
  #files: readonly MapFile[];
  #off = new Set<string>();
  #map: MadeMap;
  #stamp = 1;

  constructor(
    harness: Harness,
    { live = true, without = [] }: ViewOptions,
    files: readonly MapFile[],
    perFile: number,
  ) {
    this.live = live;
    this.#harness = harness;
    this.#without = new Set(without);
    this.#files = files;
    this.#perFile = perFile;
    this.#map = makeMap(files, perFile, this.#stamp);
  }

  can(request: keyof SourceRequests): boolean {
    const changing = ['act', 'fileThreshold', 'featureChoice'].includes(request);
    return !this.#without.has(request) && (this.live || !changing);
  }

  async request<K extends keyof SourceRequests>(
    name: K,
    params: SourceRequests[K][0],
  ): Promise<SourceRequests[K][1]> {
    this.#harness.asked.push([name, params]);
    if (name === 'whatIf') await this.#harness.free();
    // The type of the result follows from the name.
    return this.#answer(name, params as never) as SourceRequests[K][1];
  }

  listen(listener: (message: SourceEvent) => void): void {
    const uris = this.#files.map(({ uri }) => uri);
    const names = uris.map((uri) => uri.slice(uri.lastIndexOf('/') + 1));
    queueMicrotask(() => listener({ kind: 'open', uris, names, state: null }));
  }

  ask = () => Promise.resolve(null);
  reveal = () => undefined;
  mark = () => undefined;
  copy = () => Promise.resolve();
  save = () => undefined;
  chooseFiles = () => undefined;
  showFindings = () => undefined;
  chooseOrdinary = () => undefined;
  chooseScores = () => undefined;
  importFeature = () => undefined;
  exportFeature = () => undefined;
  keepState = () => undefined;

  #answer(name: keyof SourceRequests, params: never): unknown {
    const answers: Partial<Record<keyof SourceRequests, (params: never) => unknown>> = {
      map: () => this.#map.summary,
      columns: () => ({ columns: this.#map.columns }),
      superposition: ({ sample }: SourceRequests['superposition'][0]) => makeGraph(sample !== null),
      whatIf: (asked: SourceRequests['whatIf'][0]) => this.#whatIf(asked),
      act: () => ({ done: true, message: 'Removed.' }),
      fileThreshold: (asked: SourceRequests['fileThreshold'][0]) => this.#choose(asked),
      featureChoice: (asked: SourceRequests['featureChoice'][0]) => this.#switch(asked),
    };
    const answer = answers[name];
    if (answer === undefined) throw new Error('This is not answered here.');
    return answer(params);
  }

  #whatIf({ ids, riskiestShare }: SourceRequests['whatIf'][0]): MapWhatIf {
    const { rows } = this.#map.summary;
    const removed = ids === null ? Math.ceil(riskiestShare * rows) : numbersFromBase64(ids).length;
    return makeWhatIf(removed, rows);
  }

  #choose({ uri, risk }: SourceRequests['fileThreshold'][0]): unknown {
    const source = risk === null ? 'setting' : 'file';
    this.#files = this.#files.map((file) =>
      file.uri === uri ? { ...file, threshold: risk ?? 0.99, thresholdSource: source } : file,
    );
    this.#remake();
    return { done: true, message: 'The threshold is kept beside the data.' };
  }

  #switch({ featureId, enabled }: SourceRequests['featureChoice'][0]): unknown {
    if (featureId === 'feature-1') return { done: false, message: 'The folder cannot be written.' };
    if (enabled) this.#off.delete(featureId);
    else this.#off.add(featureId);
    this.#remake();
    return { done: true, message: 'The choice is kept beside the data.' };
  }

  #remake(): void {
    this.#stamp += 1;
    this.#map = makeMap(this.#files, this.#perFile, this.#stamp);
    const { summary } = this.#map;
    const features = summary.features.map((feature) => ({
      ...feature,
      enabled: !this.#off.has(feature.id),
    }));
    this.#map.summary = { ...summary, features };
  }
}

declare global {
  interface Window {
    viewHarness: Harness;
    wasMarkup?: boolean;
  }
}

window.viewHarness = new Harness();
