import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  changeFeatureSchema,
  markSchema,
} from '../../../../server/features/own-features/params.ts';

test.each([
  [100, true],
  [101, false],
])('a name of %i characters: taken: %s', (length, taken) => {
  const name = 'x'.repeat(length);
  const uri = 'file:///d/data.jsonl';
  const samples = { lines: [0], version: 1 };
  const mark = { uri, samples, sign: 'positive', featureId: null, name };
  const change = { uri, featureId: 'pump', change: { kind: 'set', title: name } };
  expect(v.is(markSchema, mark)).toBe(taken);
  expect(v.is(changeFeatureSchema, change)).toBe(taken);
});
