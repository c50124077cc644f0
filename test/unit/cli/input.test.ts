import path from 'node:path';
import { expect, it } from 'vitest';
import { checkStandardInput, distinctFiles } from '../../../server/cli/input.ts';

it('takes a file once, under the name that came first', () => {
  const files = ['a.jsonl', './a.jsonl', '-', path.resolve('a.jsonl'), 'b/../a.jsonl', 'b.jsonl'];
  expect(distinctFiles(files)).toEqual(['a.jsonl', '-', 'b.jsonl']);
});

it('does not take a file that is named - for the standard input', () => {
  expect(distinctFiles(['-', './-'])).toEqual(['-', './-']);
});

it('reads the standard input only once', () => {
  expect(() => checkStandardInput(['-', 'a.jsonl', './-'])).not.toThrow();
  expect(() => checkStandardInput(['-', 'a.jsonl', '-'])).toThrow('can be read only once');
});
