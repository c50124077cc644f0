import { describe, expect, test } from 'vitest';
import { numbersFromBase64 } from '../../../../media/panel/model/base64.ts';
import { markRows } from '../../../../media/panel/own-work.ts';
import type { Source, SourceRequests } from '../../../../media/panel/source.ts';
import type { MarkParams, OwnFeatures } from '../../../../server/own-feature-protocol.ts';
import { makeRows } from './made-rows.ts';

const uris = ['file:///a/one.jsonl', 'file:///a/two.jsonl'];

/** Two files of one folder; `made` are the features there. */
function makePage(current: string | null, name: string | null = 'Pump talk') {
  const marks: MarkParams[] = [];
  const asked: string[] = [];
  const features = (): OwnFeatures => {
    const ids = [current, ...marks.map((mark) => mark.featureId ?? 'new')].filter(
      (id) => id !== null,
    );
    const known = ids.map((id) => ({ id }));
    return { features: known, current, undo: null, problems: [] } as unknown as OwnFeatures;
  };
  const answer = (request: string, params: unknown): unknown => {
    if (request === 'ownFeatures') return features();
    const mark = params as MarkParams;
    marks.push(mark);
    return { done: true, message: 'Marked.', featureId: mark.featureId ?? 'new' };
  };
  const source: Pick<Source, 'ask' | 'request'> = {
    ask: (title) => {
      asked.push(title);
      return Promise.resolve(name);
    },
    request: async <K extends keyof SourceRequests>(request: K, params: SourceRequests[K][0]) => {
      await Promise.resolve();
      return answer(request, params) as SourceRequests[K][1];
    },
  };
  const rows = { ...makeRows(4), file: Uint8Array.of(0, 0, 1, 1) };
  return { page: { source: source as Source, rows, uris }, rows, marks, asked };
}

describe('marking rows', () => {
  test('goes to the present feature, by the ids of the samples', async () => {
    const { page, rows, marks, asked } = makePage('pump');
    const result = await markRows(page, [0, 1], 'negative');
    expect(result).toEqual({ done: true, message: 'Marked.', featureId: 'pump' });
    expect(asked).toEqual([]);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ uri: uris[0], sign: 'negative', featureId: 'pump' });
    const samples = marks[0]?.samples;
    expect(samples !== undefined && 'ids' in samples && numbersFromBase64(samples.ids)).toEqual(
      rows.id.slice(0, 2),
    );
  });

  test('asks for a name once, and goes on in the next file of the folder', async () => {
    const { page, marks, asked } = makePage(null);
    await markRows(page, [0, 2], 'positive');
    expect(asked).toHaveLength(1);
    expect(marks.map(({ uri, featureId, name }) => ({ uri, featureId, name }))).toEqual([
      { uri: uris[0], featureId: null, name: 'Pump talk' },
      { uri: uris[1], featureId: 'new', name: undefined },
    ]);
  });

  test.each([null, '   '])('does nothing without a name (%j)', async (name) => {
    const { page, marks } = makePage(null, name);
    const result = await markRows(page, [0], 'positive');
    expect(result).toEqual({ done: false, message: '', featureId: null });
    expect(marks).toEqual([]);
  });

  test('does nothing without samples', async () => {
    const { page } = makePage('pump');
    expect(await markRows(page, [], 'positive')).toMatchObject({ done: false });
  });
});
