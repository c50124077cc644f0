import { expect, it } from 'vitest';
import { describeFileError } from '../../../server/cli/cannot-do.ts';

it.each([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder, not a file'],
  ['EACCES', 'it may not be read'],
  ['EPERM', 'it may not be read'],
  ['ELOOP', 'its links go round in a circle'],
])('says in words for people what %s means', (code, words) => {
  expect(describeFileError(Object.assign(new Error(code), { code }))).toBe(words);
});

it('says what was to be done with the file', () => {
  const error = Object.assign(new Error('no'), { code: 'EACCES' });
  expect(describeFileError(error, 'written')).toBe('it may not be written');
  expect(describeFileError(error, 'removed')).toBe('it may not be removed');
});

it('passes on what an error that it does not know says', () => {
  expect(describeFileError(new Error('The disk sings.'))).toBe('The disk sings.');
  expect(describeFileError('no error at all')).toBe('no error at all');
});
