import { describe, expect, it } from 'vitest';
import { parseReportOptions } from '../../../../server/cli/report/options.ts';

describe('the options of a report', () => {
  it('are files, a place, and what may be left out', () => {
    expect(parseReportOptions(['a.jsonl', '-o', 'out.html'])).toEqual({
      files: ['a.jsonl'],
      output: 'out.html',
      projection: { kind: 'harm' },
      samples: 1000,
      pack: null,
      store: null,
    });
    const more = parseReportOptions(['-o=x', 'a', 'b', '--projection', 'umap', '--samples', '0']);
    expect(more.projection).toEqual({ kind: 'umap' });
    expect(more.samples).toBe(0);
    expect(more.files).toEqual(['a', 'b']);
  });

  it.each([
    [['-o', 'x'], 'Name at least one file'],
    [['a'], 'Say where the report goes'],
    [['a', '-o', 'x', '--samples', '-1'], 'samples'],
    [['a', '-o', 'x', '--samples', '1.5'], '--samples takes a whole number'],
    [['a', '-o', ''], 'Say where the report goes'],
    [['a', '-o', 'x', '--samples', ''], '--samples takes a number from 0 to 100000'],
    [['a', '-o', 'x', '--pack', ''], '--pack takes the path of a folder'],
    [['a', '-o', 'x', '--store='], '--store takes the path of a folder'],
    [['a', '-o', 'x', '--pack', '--samples', '3'], '--pack needs a value'],
    [['a', '-o', 'x', '--projection', 'tsne'], '--projection takes harm, pca, umap, not'],
    [['a', '-o', 'x', '--colour'], 'Unknown option'],
  ])('refuse %j', (args, sentence) => {
    expect(() => parseReportOptions(args)).toThrow(sentence);
  });
});
