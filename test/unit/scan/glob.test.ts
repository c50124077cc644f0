import { expect, test } from 'vitest';
import { longestPattern, matchesGlob } from '../../../server/scan/glob.ts';

test.each([
  ['**/*.jsonl', '/a/b/c.jsonl', true],
  ['**/*.jsonl', 'c.jsonl', true],
  ['**/*.jsonl', '/a/b/c.json', false],
  ['*.jsonl', '/a/b/c.jsonl', true],
  ['data/*.jsonl', '/a/data/c.jsonl', false],
  ['data/*.jsonl', 'data/c.jsonl', true],
  ['./data/*.jsonl', 'data/c.jsonl', true],
  ['data/**', 'data/x/y/c.jsonl', true],
  ['**/.latent-lint/**', '/a/.latent-lint/ignore.jsonl', true],
  ['**/*.quarantine.jsonl', '/a/b.quarantine.jsonl', true],
  ['**/*.quarantine.jsonl', '/a/b.jsonl', false],
  ['**/*.{jsonl,ndjson}', '/a/b.ndjson', true],
  ['**/{a,b}/{c,d}.jsonl', '/x/b/c.jsonl', true],
  ['**/{a,b}/{c,d}.jsonl', '/x/c/c.jsonl', false],
  ['**/{train}.{jsonl,ndjson}', '/a/train.jsonl', true],
  ['**/{train}.{jsonl,ndjson}', '/a/test.jsonl', false],
  ['{a}{b}', 'ab', true],
  ['**/?.jsonl', '/a/😀.jsonl', true],
  ['**/?.jsonl', '/a/bb.jsonl', false],
  ['**/[ab].jsonl', '/a/b.jsonl', true],
  ['**/[!ab].jsonl', '/a/b.jsonl', false],
  ['**/a.b', '/x/axb', false],
  ['C:\\data\\*.jsonl', 'C:\\data\\a.jsonl', true],
  ['**', '/a/b', true],
  ['a/**/b/**/c', 'a/b/x/b/y/c', true],
  ['', '/a', false],
])('%s on %s', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

/** Steps of a match. It is broken off far above any that is right, so that a pattern that explodes ends too. */
function stepsOf(pattern: string, path: string): number {
  let steps = 0;
  matchesGlob(pattern, path, () => {
    steps += 1;
    if (steps > 1e7) throw new Error('The pattern explodes.');
  });
  return steps;
}

test.each([
  ['stars in a segment', `${'*a'.repeat(60)}b`, `/${'a'.repeat(5000)}`],
  ['stars for segments', `${'**/a/'.repeat(60)}b`, `${'a/'.repeat(5000)}c`],
  ['alternatives', '{a,b}'.repeat(40), 'ab'.repeat(20)],
  ['brackets', '['.repeat(1000), 'a'.repeat(1000)],
  ['alternatives alone', '{a}'.repeat(333), 'a'.repeat(333)],
])('%s take no more steps than the pattern is long, for each character', (_, pattern, path) => {
  const steps = stepsOf(pattern, path);
  expect(steps).toBeGreaterThan(0);
  expect(steps).toBeLessThanOrEqual(pattern.length * path.length);
});

test('a pattern that is too long matches nothing', () => {
  expect(matchesGlob('a'.repeat(longestPattern), 'a'.repeat(longestPattern))).toBe(true);
  expect(matchesGlob('*'.repeat(longestPattern + 1), 'a')).toBe(false);
});
