import { describe, expect, it } from 'vitest';
import { defaultState } from '../../../../media/panel/model/page-state.ts';
import type { Page } from '../../../../media/panel/page.ts';
import { savedMap } from '../../../../media/panel/saved-map.ts';
import { makeRows, makeSummary } from './made-rows.ts';

const uris = ['file:///home/somebody/secret%20project/data.jsonl'];

function save() {
  const [file] = makeSummary(3).files;
  if (file === undefined) throw new Error('There is a file.');
  const files = [{ ...file, uri: uris[0] ?? '' }];
  const summary = makeSummary(3, { files, topics: ['How do I hide my savings from'] });
  const rows = makeRows(3, { summary });
  const hidden = ['name:How do I hide my savings from', 'name:alpaca'];
  const search = { ...defaultState.search, text: 'a quoted sentence' };
  const page = {
    names: ['data.jsonl'],
    target: { uris, projection: { kind: 'harm' } },
    currentState: () => ({ ...defaultState, tool: 'lasso', search, hidden }),
  } as unknown as Page;
  return savedMap(page, rows, new Date('2026-01-02T03:04:05Z'));
}

describe('savedMap', () => {
  it('holds every column, and what the page shows', () => {
    const { columns, page, made, names } = save();
    expect(Object.keys(columns)).toContain('risk');
    expect(page).toMatchObject({ tool: 'lasso', hidden: ['name:Topic 1', 'name:alpaca'] });
    expect(made).toBe('Saved from the geometry panel on 2026-01-02: data.jsonl.');
    expect(names).toEqual(['data.jsonl']);
  });

  it('holds no text of samples and no folder', () => {
    const text = JSON.stringify(save());
    for (const secret of ['secret', 'somebody', 'hide my savings', 'quoted sentence']) {
      expect(text).not.toContain(secret);
    }
  });

  it('names a file the same way in the target and in the summary', () => {
    const { target, summary } = save();
    expect(summary.files.map(({ uri }) => uri)).toEqual(target.uris);
    expect(summary.topics).toEqual(['Topic 1']);
  });
});
