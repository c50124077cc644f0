import { describe, expect, it, vi } from 'vitest';
import { Selection } from '../../../../../../media/panel/model/selection.ts';
import type { PageSnapshot } from '../../../../../../media/panel/page.ts';
import { copyLineNumbers } from '../../../../../../media/panel/views/selection/copy-lines.ts';
import { makeRows, uri } from '../../made-rows.ts';

/** A page of four lines, three of them selected, whose source copies like this. */
function pageWith(copy: (text: string) => Promise<void>): PageSnapshot {
  return {
    uris: [uri],
    names: ['train.jsonl'],
    rows: makeRows(4),
    selection: Selection.of(4, [0, 1, 3]),
    source: { copy },
  } as unknown as PageSnapshot;
}

describe('copyLineNumbers', () => {
  it('says what was copied', async () => {
    const copy = vi.fn(() => Promise.resolve());
    const said = await copyLineNumbers(pageWith(copy));
    expect(copy.mock.calls).toHaveLength(1);
    expect(said).toBe('Copied the line numbers of 3 samples.');
  });

  it('says why nothing was copied', async () => {
    const refuse = () => Promise.reject(new Error('Nothing can be copied here.'));
    expect(await copyLineNumbers(pageWith(refuse))).toBe('Nothing can be copied here.');
  });
});
