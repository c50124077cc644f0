import { expect, test } from 'vitest';
import { markedLines } from '../../../extension/own-mark-lines.ts';
import { example, feature, own } from './own-view.ts';

test('marked lines come in order, with a sentence for each feature', () => {
  const pump = feature('pump', {
    title: 'Pump talk',
    examples: [example(9), example(2, 'negative'), example([])],
  });
  const cold = feature('cold', { title: 'Cold calls', examples: [example(9, 'negative')] });
  expect(markedLines(own([pump, cold]))).toEqual([
    { line: 2, sign: 'negative', sentences: ['Marked “Not like this” for “Pump talk”.'] },
    {
      line: 9,
      sign: 'positive',
      sentences: [
        'Marked “More like this” for “Pump talk”.',
        'Marked “Not like this” for “Cold calls”.',
      ],
    },
  ]);
});

test('the feature that marks go to decides how a line looks', () => {
  const features = [
    feature('pump', { examples: [example(1)] }),
    feature('cold', { examples: [example(1, 'negative'), example(4)] }),
  ];
  const signs = (current: string | null) =>
    markedLines(own(features, current)).map(({ line, sign }) => [line, sign]);
  expect(signs(null)).toEqual([
    [1, 'positive'],
    [4, 'positive'],
  ]);
  expect(signs('cold')).toEqual([
    [1, 'negative'],
    [4, 'positive'],
  ]);
});

test('every line that holds the same sample carries its mark', () => {
  const pump = feature('pump', { examples: [example([3, 8, 20], 'negative'), example(5)] });
  const marks = markedLines(own([pump]));
  expect(marks.map(({ line, sign }) => [line, sign])).toEqual([
    [3, 'negative'],
    [5, 'positive'],
    [8, 'negative'],
    [20, 'negative'],
  ]);
  expect(new Set(marks.map(({ sentences }) => sentences.length))).toEqual(new Set([1]));
});

test('a line that the others would not find says so', () => {
  const [mark] = markedLines(own([feature('pump', { examples: [example(1, 'positive', true)] })]));
  expect(mark?.sentences).toEqual([
    'Marked “More like this” for “pump”. The other marked lines would not find it.',
  ]);
});
