import { expect, test } from 'vitest';
import { errorPlace } from '../../server/log.ts';

test.each([
  'a letter',
  'a\n    at letter (a.js:1:2)',
  '\n    at letter (a.js:1:2)\n    at letter (a.js:1:2)',
])('a place is told without the message: %j', (message) => {
  const place = errorPlace(new TypeError(message));
  expect(place).toMatch(/^TypeError at .*log\.test\.ts:\d+:\d+/);
  expect(place).not.toContain('letter');
});

test('a message that was changed later is not told either', () => {
  const error = new Error('another');
  error.stack = 'Error: a\n    at letter (a.js:1:2)\n    at work (b.js:3:4)';
  expect(errorPlace(error)).toBe('Error');
});

test('what is no error has no place', () => {
  expect(errorPlace('a letter')).toBe('unknown error');
});

test('an error without a message has its place all the same', () => {
  expect(errorPlace(new RangeError())).toMatch(/^RangeError at .*log\.test\.ts/);
});
