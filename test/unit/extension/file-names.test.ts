import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseName, namesForPeople, safeFileName } from '../../../extension/file-names.ts';

test('a file is named by the last part of its path', () => {
  expect(baseName('/d/data.jsonl')).toBe('data.jsonl');
  expect(baseName('Untitled-1')).toBe('Untitled-1');
});

test('files of the same name are told apart by their folders', () => {
  const paths = ['/w/a/data.jsonl', '/w/b/data.jsonl', '/w/test.jsonl'];
  const long = ['a/data.jsonl', 'b/data.jsonl', 'test.jsonl'];
  expect(namesForPeople(paths, long)).toEqual(['a/data.jsonl', 'b/data.jsonl', 'test.jsonl']);
});

test.each([
  ['map.png', 'map.png'],
  ['../../etc/passwd', 'passwd'],
  [String.raw`C:\Windows\system.ini`, 'system.ini'],
  ['.bashrc', 'bashrc'],
  ['a:b*c?.csv', 'a-b-c-.csv'],
  ['line\nbreak.csv', 'line-break.csv'],
  ['..', 'latent-lint-map'],
  ['folder/', 'latent-lint-map'],
  ['', 'latent-lint-map'],
])('the new file %j is called %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('a name from anywhere stays in its folder', () => {
  const letters = fc.constantFrom('/', '\\', '.', ' ', ':', '\n', '\u0000', 'a', 'é', '😀');
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 80 }), (name) => {
      const safe = safeFileName(name);
      expect(safe).not.toMatch(/[/\\:\n]|^[. ]|[. ]$|^$/);
      expect(safe).not.toContain('\u0000');
      expect(Buffer.byteLength(safe)).toBeLessThan(255);
      expect(safeFileName(safe)).toBe(safe);
    }),
  );
});
