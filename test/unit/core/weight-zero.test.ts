import { describe, expect, it } from 'vitest';
import { readLine } from '../../../server/core/read-line.ts';
import type { LineEdit } from '../../../server/core/sample.ts';
import { weightZeroEdits } from '../../../server/core/weight-zero.ts';

/** The line after edits that do not overlap: from the last one on, so that offsets stay true. */
function applied(line: string, edits: readonly LineEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
      line,
    );
}

function withWeightZero(line: string): string {
  const read = (text: string) => readLine(text, { format: 'auto' });
  const result = applied(line, weightZeroEdits(line, read(line)));
  const after = read(result);
  expect(weightZeroEdits(result, after)).toEqual([]);
  return result;
}

describe('weightZeroEdits', () => {
  it.each([
    [
      'adds the weight after the last member, in the style of the line',
      '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}',
      '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 0}]}',
    ],
    [
      'adds it to a compact line',
      '{"messages":[{"content":"a","role":"assistant"},{"role":"assistant","content":"b" }]}',
      '{"messages":[{"content":"a","role":"assistant","weight":0},{"role":"assistant","content":"b","weight":0 }]}',
    ],
    [
      'replaces a weight, the last one if there are two',
      '{"messages":[{"role":"assistant","weight":1,"content":"a"},{"weight":0,"weight": null,"role":"assistant","content":"b"}]}',
      '{"messages":[{"role":"assistant","weight":0,"content":"a"},{"weight":0,"weight": 0,"role":"assistant","content":"b"}]}',
    ],
    [
      'leaves messages alone that are not trained',
      '{"messages":[{"role":"assistant","content":"a","weight":0},{"role":"user","content":"b"}]}',
      '{"messages":[{"role":"assistant","content":"a","weight":0},{"role":"user","content":"b"}]}',
    ],
    [
      'has nothing to offer for formats without weights',
      '{"prompt":"a","completion":"b"}',
      '{"prompt":"a","completion":"b"}',
    ],
    ['has nothing to offer for lines that are no samples', '{"messages":[', '{"messages":['],
  ])('%s', (_name, line, expected) => {
    expect(withWeightZero(line)).toBe(expected);
  });

  it('leaves nothing trained', () => {
    const line = '{"messages":[{"role":"assistant","content":"a","train":true}]}';
    const reading = readLine(withWeightZero(line), { format: 'auto' });
    expect(reading).toMatchObject({ kind: 'sample', sample: { turns: [{ trained: false }] } });
  });
});
