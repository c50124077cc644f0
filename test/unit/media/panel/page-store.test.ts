import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { numbersFromBase64, toBase64 } from '../../../../media/panel/model/base64.ts';
import { defaultState, type PageState } from '../../../../media/panel/model/page-state.ts';
import { keysOf } from '../../../../media/panel/model/sample-keys.ts';
import type { Rows } from '../../../../media/panel/model/rows.ts';
import { PageStore } from '../../../../media/panel/page-store.ts';
import type { Source, SourceEvent, SourceRequests } from '../../../../media/panel/source.ts';
import type { MapActParams } from '../../../../server/map-work-protocol.ts';
import { makeRows, makeSummary, uri } from './made-rows.ts';

/** An editor with one file, whose map a test may change. */
class MadeSource implements Source {
  readonly live = true;
  readonly told: unknown[][] = [];
  readonly requests: string[] = [];
  rows = makeRows(4);
  reason: string | null = 'fiction';
  failure: string | null = null;
  #stamp = 1;
  #listener: (event: SourceEvent) => void = () => undefined;

  can = () => true;

  async request<K extends keyof SourceRequests>(
    name: K,
    params: SourceRequests[K][0],
  ): Promise<SourceRequests[K][1]> {
    this.requests.push(name);
    await Promise.resolve();
    if (this.failure !== null) throw new Error(this.failure);
    return this.#answer(name, params) as SourceRequests[K][1];
  }

  #answer(name: string, params: unknown): unknown {
    if (name === 'map') return makeSummary(this.rows.count, { stamp: this.#stamp });
    if (name === 'columns') return this.#columns(params as SourceRequests['columns'][0]);
    if (name === 'sample') return null;
    this.told.push([name, params]);
    return { done: true, message: 'Removed 1 sample.' };
  }

  #columns({ stamp, columns }: SourceRequests['columns'][0]) {
    if (stamp !== this.#stamp) return null;
    const encoded = columns.map((name) => {
      const known = (this.rows as unknown as Record<string, Uint8Array | undefined>)[name];
      const column = known ?? new Float32Array(this.rows.count);
      return [name, toBase64(new Uint8Array(column.buffer))];
    });
    return { columns: Object.fromEntries(encoded) as Record<string, string> };
  }

  listen(listener: (event: SourceEvent) => void): void {
    this.#listener = listener;
  }

  say(event: SourceEvent): void {
    this.#listener(event);
  }

  /** The file is another one now. */
  change(rows: Rows): void {
    this.rows = rows;
    this.#stamp++;
    this.say({ kind: 'changed', uris: [uri] });
  }

  ask = () => Promise.resolve(this.reason);
  reveal = (...details: unknown[]) => void this.told.push(['reveal', ...details]);
  mark = (...details: unknown[]) => void this.told.push(['mark', ...details]);
  copy = (...details: unknown[]) => Promise.resolve(void this.told.push(['copy', ...details]));
  save = (...details: unknown[]) => void this.told.push(['save', ...details]);
  chooseFiles = () => undefined;
  showFindings = () => undefined;
  chooseOrdinary = () => undefined;
  chooseScores = () => undefined;
  importFeature = () => undefined;
  exportFeature = () => undefined;
  keepState = (...details: unknown[]) => void this.told.push(['keepState', ...details]);
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Opens the file, with what was kept of the page, and waits for its map. */
async function opened(state: unknown = null) {
  const source = new MadeSource();
  const store = new PageStore(source);
  source.say({ kind: 'open', uris: [uri], names: ['train.jsonl'], state });
  await vi.advanceTimersByTimeAsync(300);
  const last = (name: string) => source.told.findLast(([told]) => told === name);
  return { source, store, last };
}

describe('PageStore', () => {
  it.each<SourceEvent>([
    { kind: 'open', uris: [uri], names: ['train.jsonl'], state: null },
    { kind: 'status', message: 'There is no file.' },
  ])('knows whether it was told yet what to show: $kind', (event) => {
    const source = new MadeSource();
    const store = new PageStore(source);
    source.say({ kind: 'cursor', uri, line: 0 });
    expect(store.snapshot.opened).toBe(false);
    source.say(event);
    expect(store.snapshot.opened).toBe(true);
  });

  it('loads the map of the file that is opened', async () => {
    const { store, source } = await opened();
    expect(store.snapshot.rows?.count).toBe(4);
    expect(store.snapshot.trouble).toBeNull();
    expect(source.requests).toEqual(['map', 'columns']);
  });

  it('keeps the selection and the focus on their samples when the map changes', async () => {
    const { store, source } = await opened();
    store.select([2, 3], 'replace');
    store.focus(3);
    source.change(makeRows(3, { id: Uint32Array.of(10, 12, 13) }));
    await vi.advanceTimersByTimeAsync(600);
    expect([...store.snapshot.selection.rows()]).toEqual([1, 2]);
    expect(store.snapshot.focusRow).toBe(2);
  });

  it('selects the samples of an answer although their rows have moved meanwhile', async () => {
    const { store, source } = await opened();
    source.change(makeRows(3, { id: Uint32Array.of(10, 12, 13) }));
    await vi.advanceTimersByTimeAsync(600);
    expect(store.selectIds([13, 11, 10])).toBe(2);
    expect([...store.snapshot.selection.rows()]).toEqual([0, 2]);
  });

  it('keeps the focus on the line of a sample that is edited', async () => {
    const { store, source } = await opened();
    store.focus(1);
    source.change(makeRows(4, { id: Uint32Array.of(10, 99, 12, 13) }));
    await vi.advanceTimersByTimeAsync(600);
    expect(store.snapshot.focusRow).toBe(1);
  });

  it('tells views that ask for more than the map when something has changed', async () => {
    const { store, source } = await opened();
    const before = store.snapshot.changes;
    source.say({ kind: 'changed', uris: ['file:///other.jsonl'] });
    expect(store.snapshot.changes).toBe(before);
    source.say({ kind: 'changed', uris: [uri] });
    store.noteChange();
    expect(store.snapshot.changes).toBe(before + 2);
  });

  it('asks once for many changes, and not for those of other files', async () => {
    const { source } = await opened();
    source.requests.length = 0;
    for (let index = 0; index < 10; index++) source.say({ kind: 'changed', uris: [uri] });
    source.say({ kind: 'changed', uris: ['file:///other.jsonl'] });
    await vi.advanceTimersByTimeAsync(2000);
    // The map is the same, so that its columns are not loaded again.
    expect(source.requests).toEqual(['map']);
  });

  it('restores what was kept', async () => {
    const rows = makeRows(4);
    const selection = keysOf(rows, Uint32Array.of(1, 2));
    const focus = keysOf(rows, Uint32Array.of(2));
    const state: PageState = { ...defaultState, tool: 'lasso', selection, focus };
    const { store } = await opened(state);
    expect(store.snapshot.state.tool).toBe('lasso');
    expect([...store.snapshot.selection.rows()]).toEqual([1, 2]);
    expect(store.snapshot.focusRow).toBe(2);
    expect(store.currentState()).toEqual(state);
  });

  it('knows where a plot is that still moves, and tells it once it rests', async () => {
    const { store } = await opened();
    const moved = { x: 2, y: 0, scale: 10 };
    store.moveView({ x: 1, y: 0, scale: 10 });
    store.moveView(moved);
    expect(store.currentState().viewport).toEqual(moved);
    expect(store.snapshot.state.viewport).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    expect(store.snapshot.state.viewport).toEqual(moved);
  });

  it('shows the whole map even if it is asked for while the plot still moves', async () => {
    const { store } = await opened();
    store.moveView({ x: 1, y: 0, scale: 10 });
    await vi.advanceTimersByTimeAsync(300);
    store.moveView({ x: 2, y: 0, scale: 10 });
    store.update({ viewport: null });
    expect(store.currentState().viewport).toBeNull();
    await vi.advanceTimersByTimeAsync(300);
    expect(store.snapshot.state.viewport).toBeNull();
  });

  it('marks the selection in the editor and takes the marks off again', async () => {
    const { store, last } = await opened();
    store.select([2, 0], 'replace');
    await vi.advanceTimersByTimeAsync(400);
    expect(last('mark')).toEqual(['mark', uri, [0, 2]]);
    expect(last('keepState')).toBeDefined();
    store.select([], 'replace');
    await vi.advanceTimersByTimeAsync(400);
    expect(last('mark')).toEqual(['mark', uri, []]);
  });

  it('goes to the line that somebody comes from, also before the map is there', async () => {
    const source = new MadeSource();
    const store = new PageStore(source);
    source.say({ kind: 'open', uris: [uri], names: ['train.jsonl'], state: null });
    source.say({ kind: 'select', uri, line: 3 });
    source.say({ kind: 'cursor', uri, line: 1 });
    await vi.advanceTimersByTimeAsync(300);
    expect([...store.snapshot.selection.rows()]).toEqual([3]);
    expect(store.snapshot.focusRow).toBe(3);
    expect(store.snapshot.cursorRow).toBe(1);
  });

  it('acts on samples and says what was done', async () => {
    const { store, last } = await opened();
    expect(await store.perform('remove', [1])).toBe(true);
    const { ids, action } = last('act')?.[1] as MapActParams;
    expect([...numbersFromBase64(ids)]).toEqual([11]);
    expect(action).toBe('remove');
    expect(store.snapshot.said).toBe('Removed 1 sample.');
  });

  it('asks why samples are ignored, and does nothing without an answer', async () => {
    const { store, source, last } = await opened();
    await store.perform('ignore', [1]);
    expect(last('act')?.[1]).toMatchObject({ action: 'ignore', reason: 'fiction' });
    source.reason = null;
    source.told.length = 0;
    expect(await store.perform('ignore', [1])).toBe(false);
    expect(last('act')).toBeUndefined();
  });

  it('says what went wrong and shows the map when it comes after all', async () => {
    const { store, source } = await opened();
    source.failure = 'The server stopped.';
    store.refresh();
    await vi.advanceTimersByTimeAsync(600);
    expect(store.snapshot.trouble).toBe('The server stopped.');
    expect(store.snapshot.rows?.count).toBe(4);
    source.failure = null;
    store.refresh();
    await vi.advanceTimersByTimeAsync(600);
    expect(store.snapshot.trouble).toBeNull();
  });

  it('asks for another map when the projection is another one', async () => {
    const { store, source } = await opened();
    source.requests.length = 0;
    store.update({ projection: { kind: 'umap' } });
    expect(store.snapshot.target.projection).toEqual({ kind: 'umap' });
    await vi.advanceTimersByTimeAsync(600);
    expect(source.requests).toContain('map');
  });

  it('loads cosines once for a map', async () => {
    const { store, source } = await opened();
    source.requests.length = 0;
    const both = await Promise.all([store.column('risky-advice'), store.column('risky-advice')]);
    expect(both[0]).toHaveLength(4);
    expect(both[1]).toBe(both[0]);
    expect(source.requests).toEqual(['columns']);
  });

  it('forgets the samples of other files', async () => {
    const { store, source } = await opened();
    store.select([1], 'replace');
    source.say({ kind: 'open', uris: ['file:///b.jsonl'], names: ['b.jsonl'], state: null });
    expect(store.snapshot.rows).toBeNull();
    expect(store.snapshot.selection.count).toBe(0);
  });
});
