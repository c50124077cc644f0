import { describe, expect, it } from 'vitest';
import { parseSavedState } from '../../../../server/core/exchange/saved-state.ts';

const state = {
  latentLintMap: 1,
  made: 'Saved from the geometry panel.',
  names: ['data.jsonl'],
  target: { uris: ['saved:///1/data.jsonl'], projection: { kind: 'harm' } },
  summary: {
    rows: 2,
    files: [{ uri: 'saved:///1/data.jsonl', samples: 2 }],
    features: [{ id: 'risky', title: 'Risky' }],
    projection: { message: 'Two axes.', axes: ['a', 'b'] },
  },
  columns: { risk: 'AAAAAA==' },
  samples: null,
  superposition: null,
  whatIf: null,
  page: { tool: 'lasso' },
};

describe('parseSavedState', () => {
  it('reads what the panel saves, and keeps what it does not look at', () => {
    expect(parseSavedState(JSON.stringify(state))).toEqual(state);
  });

  it.each([
    ['a training file', '{"messages": []}'],
    ['a broken file', '{"latentLintMap":1,'],
    ['another version', JSON.stringify({ ...state, latentLintMap: 2 })],
    ['columns that are no bytes', JSON.stringify({ ...state, columns: { risk: '<b>' } })],
    ['no files', JSON.stringify({ ...state, target: { uris: [], projection: { kind: 'pca' } } })],
    ['samples, which a state never holds', JSON.stringify({ ...state, samples: [] })],
  ])('takes %s for none', (_, text) => {
    expect(parseSavedState(text)).toBeNull();
  });
});
