import type { MapSample } from '../../server/map-protocol.ts';
import { Folded } from './model/folded.ts';
import { loadCosines, loadRows, type MapRequests } from './model/load-rows.ts';
import {
  changedState,
  knownState,
  parsePageState,
  sections,
  type PageState,
} from './model/page-state.ts';
import { RestingView } from './model/resting-view.ts';
import type { Rows } from './model/rows.ts';
import { rowsOfKeys } from './model/sample-keys.ts';
import { carriedFocus, rowOfLine, rowsOf, Selection } from './model/selection.ts';
import { sentenceOf } from './model/words.ts';
import { act, marksOf, stateWithSamples, wantedCosines } from './page-work.ts';
import type { PageActions, PageSnapshot, SampleAction } from './page.ts';
import type { SelectMode, Viewport } from './plot/scene.ts';
import type { Source, SourceEvent } from './source.ts';

interface Place {
  readonly uri: string;
  readonly line: number;
}

/** The page without its looks: what it knows, how it learns of it, and what can be done. */
export class PageStore implements PageActions {
  #now: PageSnapshot;
  readonly #source: Source;
  readonly #listeners = new Set<() => void>();
  readonly #requests: MapRequests;
  readonly #refreshing = new Folded(() => this.#load(), 250);
  readonly #keeping = new Folded(() => this.#keep(), 500);
  readonly #marking = new Folded(() => this.#mark(), 150);
  readonly #moved = new RestingView((viewport) => this.update({ viewport }));
  readonly #columns = new WeakMap<Rows, Map<string, Promise<Float32Array | null>>>();
  readonly #samples = new WeakMap<Rows, Map<number, Promise<MapSample | null>>>();
  #cursor: Place | null = null;
  /** A line to select as soon as it is on the map. */
  #wanted: Place | null = null;
  /** Selection and focus of a state that came before its rows. */
  #restoring: PageState | null = null;
  #marked: ReadonlySet<string> = new Set();

  constructor(source: Source) {
    this.#source = source;
    const state = parsePageState(null);
    this.#now = {
      source,
      uris: [],
      names: [],
      target: { uris: [], projection: state.projection },
      rows: null,
      summary: null,
      state,
      selection: Selection.empty(0),
      focusRow: null,
      cursorRow: null,
      changes: 0,
      trouble: null,
      said: '',
      opened: false,
    };
    this.#requests = {
      map: (target) => source.request('map', target),
      columns: (params) => source.request('columns', params),
    };
    source.listen((event) => this.#hear(event));
  }

  get snapshot(): PageSnapshot {
    return this.#now;
  }

  /** Calls back after every change, until the function that it returns is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly update = (patch: Partial<PageState>): void => {
    const { state: before, uris } = this.#now;
    const state = changedState(before, patch);
    // A view that was set meanwhile, such as the whole map, counts more than the last step of a gesture.
    if (state.viewport !== before.viewport) this.#moved.forget();
    const target = { uris, projection: state.projection };
    const moved = patch.projection !== undefined;
    this.#change({ state, ...(moved ? { target } : {}) });
    if (moved) this.refresh();
    this.#keeping.ask();
  };

  readonly moveView = (viewport: Viewport): void => this.#moved.move(viewport);

  readonly select = (rows: Iterable<number>, mode: SelectMode): void => {
    this.#change({ selection: this.#now.selection.with(rows, mode) });
    this.#keeping.ask();
    this.#marking.ask();
  };

  readonly selectIds = (ids: Iterable<number>): number => {
    const { rows } = this.#now;
    const found = rows === null ? [] : rowsOf(rows, ids);
    this.select(found, 'replace');
    return found.length;
  };

  readonly focus = (row: number | null): void => {
    if (row === this.#now.focusRow) return;
    this.#change({ focusRow: row });
    this.#keeping.ask();
  };

  readonly column = async (featureId: string): Promise<Float32Array | null> => {
    const { rows, target } = this.#now;
    if (rows === null) return null;
    const present = rows.cosines.get(featureId);
    if (present !== undefined) return present;
    const columns = this.#columns.get(rows) ?? new Map<string, Promise<Float32Array | null>>();
    this.#columns.set(rows, columns);
    const asked = columns.get(featureId);
    if (asked !== undefined) return asked;
    const asking = loadCosines(this.#requests, target, rows.summary, featureId);
    columns.set(featureId, asking);
    try {
      return await asking;
    } catch (error) {
      columns.delete(featureId);
      this.announce(sentenceOf(error));
      return null;
    }
  };

  readonly sample = async (row: number): Promise<MapSample | null> => {
    const { rows, target } = this.#now;
    const id = rows?.id[row];
    if (rows === null || id === undefined) return null;
    const samples = this.#samples.get(rows) ?? new Map<number, Promise<MapSample | null>>();
    this.#samples.set(rows, samples);
    const asking = samples.get(id) ?? this.#source.request('sample', { ...target, id });
    samples.set(id, asking);
    try {
      return await asking;
    } catch (error) {
      samples.delete(id);
      throw error;
    }
  };

  readonly announce = (sentence: string): void => this.#change({ said: sentence });

  readonly perform = async (action: SampleAction, rows: Iterable<number>): Promise<boolean> => {
    const { done, message } = await act(this.#now, action, rows);
    if (message !== '') this.announce(message);
    return done;
  };

  readonly openLine = (row: number): void => {
    const { rows, uris } = this.#now;
    const uri = uris[rows?.file[row] ?? -1];
    const line = rows?.line[row];
    if (uri !== undefined && line !== undefined) this.#source.reveal(uri, line);
  };

  readonly refresh = (): void => this.#refreshing.ask();

  readonly noteChange = (): void => {
    this.#change({ changes: this.#now.changes + 1 });
    this.refresh();
  };

  readonly currentState = (): PageState => {
    const state = this.#restoring ?? stateWithSamples(this.#now);
    return { ...state, viewport: this.#moved.viewport ?? state.viewport };
  };

  #hear(event: SourceEvent): void {
    switch (event.kind) {
      case 'open':
        this.#open(event.uris, event.names, event.state);
        break;
      case 'changed':
        if (event.uris.some((uri) => this.#now.uris.includes(uri))) this.noteChange();
        break;
      case 'cursor':
        this.#cursor = event;
        this.#change({ cursorRow: this.#rowOf(this.#cursor) });
        break;
      case 'select':
        this.#wanted = event;
        this.#selectWanted();
        break;
      case 'section':
        this.#openSection(event.section);
        break;
      case 'status':
        this.#change({ trouble: event.message, opened: true });
        if (event.message === null) this.refresh();
        break;
    }
  }

  #openSection(name: string): void {
    const section = sections.find((known) => known === name);
    if (section !== undefined) this.update({ section });
  }

  #open(uris: readonly string[], names: readonly string[], kept: unknown): void {
    const first = this.#now.uris.length === 0 && this.#now.rows === null;
    const before = first ? parsePageState(kept) : this.currentState();
    const sameFiles = uris.join('\n') === this.#now.uris.join('\n');
    const state = first || sameFiles ? before : { ...before, viewport: null };
    const target = { uris, projection: state.projection };
    if (!sameFiles) {
      this.#moved.forget();
      // Rows of other files would be taken for those of these.
      this.#restoring = state;
      this.#change({ rows: null, summary: null, selection: Selection.empty(0), focusRow: null });
    }
    this.#change({ uris, names, target, state, opened: true });
    if (uris.length > 0) this.refresh();
  }

  async #load(): Promise<void> {
    const { target } = this.#now;
    if (target.uris.length === 0) return;
    try {
      const summary = await this.#requests.map(target);
      if (target !== this.#now.target) {
        this.refresh();
        return;
      }
      this.#change({ summary, trouble: null });
      // Progress is told in words only, so one asks for it.
      if (summary.projection.progress !== null) this.refresh();
      if (summary.stamp === this.#now.rows?.summary.stamp) return;
      const features = wantedCosines(this.#now.state);
      const rows = await loadRows(this.#requests, target, summary, features);
      if (rows === null || target !== this.#now.target) this.refresh();
      else this.#show(rows);
    } catch (error) {
      this.#change({ trouble: sentenceOf(error) });
    }
  }

  /** Puts new rows in the place of the old ones; selection and focus stay on their samples. */
  #show(rows: Rows): void {
    const { rows: old, selection, focusRow } = this.#now;
    const restored = this.#restoring;
    this.#restoring = null;
    const featureIds = rows.summary.features.map(({ id }) => id);
    this.#now = { ...this.#now, rows, state: knownState(this.#now.state, featureIds) };
    if (old !== null) {
      this.#change({
        selection: selection.carried(old, rows),
        focusRow: carriedFocus(focusRow, old, rows),
        cursorRow: this.#rowOf(this.#cursor),
      });
    } else {
      this.#change({
        selection: Selection.of(rows.count, rowsOfKeys(rows, restored?.selection ?? '')),
        focusRow: rowsOfKeys(rows, restored?.focus ?? '')[0] ?? null,
        cursorRow: this.#rowOf(this.#cursor),
      });
    }
    this.#selectWanted();
    this.#marking.ask();
  }

  #selectWanted(): void {
    const row = this.#rowOf(this.#wanted);
    if (row === null) return;
    this.#wanted = null;
    this.select([row], 'replace');
    this.update({ section: 'details' });
    this.focus(row);
  }

  #rowOf(place: Place | null): number | null {
    const { rows } = this.#now;
    return rows === null || place === null ? null : rowOfLine(rows, place.uri, place.line);
  }

  #keep(): void {
    this.#source.keepState(this.currentState());
  }

  #mark(): void {
    const marks = marksOf(this.#now);
    for (const uri of this.#marked) if (!marks.has(uri)) this.#source.mark(uri, []);
    for (const [uri, lines] of marks) this.#source.mark(uri, lines);
    this.#marked = new Set(marks.keys());
  }

  #change(patch: Partial<PageSnapshot>): void {
    this.#now = { ...this.#now, ...patch };
    for (const listener of this.#listeners) listener();
  }
}
