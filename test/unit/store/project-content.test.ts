import { expect, it } from 'vitest';
import { parseProjectContent, wrongValuesIn } from '../../../server/store/project-content.ts';

function wrongIn(content: object): string[] {
  const reading = parseProjectContent(JSON.stringify(content));
  if (reading.kind === 'problem') throw new Error(reading.message);
  return wrongValuesIn(reading.content).map(
    ({ key, expected, instead }) => `${key}: ${expected}; ${instead}`,
  );
}

it('finds nothing wrong with what it understands, nor with keys that it does not know', () => {
  expect(
    wrongIn({
      files: { 'a.jsonl': { threshold: 0 }, 'b.jsonl': { threshold: 1, owner: 'me' }, c: {} },
      features: { x: { enabled: false }, y: { enabled: true }, z: { later: 1 } },
      zebra: [1],
    }),
  ).toEqual([]);
});

it.each([[1.5], [-0.1], ['0.9'], [null], [true]])('a threshold of %j is wrong', (threshold) => {
  expect(wrongIn({ files: { 'a "b".jsonl': { threshold } } })).toEqual([
    'files["a \\"b\\".jsonl"].threshold: a number from 0 to 1; the file has no threshold of its own',
  ]);
});

it.each([['false'], [0], [null]])('a feature that is enabled: %j is wrong', (enabled) => {
  expect(wrongIn({ features: { sycophancy: { enabled } } })).toEqual([
    'features["sycophancy"].enabled: true or false; the feature stays on',
  ]);
});

it('an entry that is no object is wrong', () => {
  expect(wrongIn({ files: { a: 0.9 }, features: { b: false, c: [] } })).toEqual([
    'files["a"]: an object with “threshold”, which is a number from 0 to 1; the file has no threshold of its own',
    'features["b"]: an object with “enabled”, which is true or false; the feature stays on',
    'features["c"]: an object with “enabled”, which is true or false; the feature stays on',
  ]);
});
