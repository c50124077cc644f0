import { describe, expect, it } from 'vitest';
import {
  changedState,
  defaultState,
  knownState,
  parsePageState,
  type PageState,
} from '../../../../../media/panel/model/page-state.ts';

const full: PageState = {
  projection: { kind: 'features', x: 'a', y: 'risk' },
  colourBy: { kind: 'feature', id: 'a' },
  sizeBy: { kind: 'length' },
  hidden: ['band:1'],
  viewport: { x: 1, y: -2, scale: 30 },
  tool: 'lasso',
  renderer: 'canvas',
  view: 'table',
  section: 'whatIf',
  split: { beside: 0.7, below: null },
  sort: { column: 'tokens', descending: false },
  search: { text: 'a|b', regularExpression: true, matchCase: true },
  selection: 'AAAA',
  focus: 'BBBB',
};

describe('parsePageState', () => {
  it('reads what was kept', () => {
    expect(parsePageState(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  it.each([null, undefined, 3, 'text', [], { colourBy: { kind: 'evil' }, viewport: { scale: 0 } }])(
    'falls back on %j',
    (value) => {
      expect(parsePageState(value)).toEqual(defaultState);
    },
  );

  it('takes what is right and leaves what is wrong', () => {
    const damaged = {
      ...full,
      tool: 'axe',
      hidden: ['x', 4],
      viewport: { x: 'a' },
      sort: null,
      split: { beside: 7, below: 'much' },
    };
    const parsed = parsePageState(damaged);
    expect(parsed.tool).toBe(defaultState.tool);
    expect(parsed.hidden).toEqual(['x']);
    expect(parsed.viewport).toBeNull();
    expect(parsed.split).toEqual({ beside: 0.8, below: null });
    expect(parsed.sort).toEqual(defaultState.sort);
    expect(parsed.colourBy).toEqual(full.colourBy);
  });
});

describe('changedState', () => {
  it('shows all of a new legend', () => {
    expect(changedState(full, { colourBy: { kind: 'risk' } }).hidden).toEqual([]);
    expect(changedState(full, { colourBy: { kind: 'feature', id: 'a' } }).hidden).toEqual([
      'band:1',
    ]);
  });

  it('shows the whole of a new projection', () => {
    expect(changedState(full, { projection: { kind: 'umap' } }).viewport).toBeNull();
    expect(changedState(full, { tool: 'pan' }).viewport).toEqual(full.viewport);
  });
});

describe('knownState', () => {
  it('goes by risk where the feature is unknown', () => {
    const known = knownState({ ...full, sizeBy: { kind: 'feature', id: 'b' } }, ['b']);
    expect(known.colourBy).toEqual({ kind: 'risk' });
    expect(known.sizeBy).toEqual({ kind: 'feature', id: 'b' });
    expect(known.hidden).toEqual([]);
    expect(knownState(full, ['a'])).toBe(full);
  });
});
