import { expect, test } from 'vitest';
import { parseSettings } from '../../../server/parse-settings.ts';
import { filePath } from '../../../server/file-uri.ts';
import { reasonOff } from '../../../server/scan/file-filter.ts';

const { settings } = parseSettings({});
const folders = ['/data/project'];

function reason(uri: string, languageId = 'jsonl', given: object = {}): string | null {
  return reasonOff(uri, languageId, parseSettings(given).settings, folders);
}

test('training files are scored, their quarantine and other files are not', () => {
  expect(reason('file:///data/project/a%20b.jsonl')).toBeNull();
  expect(reason('file:///elsewhere/a.ndjson')).toBeNull();
  expect(reason('file:///data/a.quarantine.jsonl')).toMatch(/latentLint\.exclude/);
  expect(reason('file:///data/.latent-lint/ignore.jsonl')).toMatch(/latentLint\.exclude/);
  expect(reason('file:///data/a.json')).toMatch(/latentLint\.include/);
  expect(reason('file:///data/a.jsonl', 'jsonl', { enable: false })).toMatch(/latentLint\.enable/);
});

test('a pattern may be meant from the workspace folder on', () => {
  const include = ['data/*.txt'];
  expect(reason('file:///data/project/data/a.txt', 'plaintext', { include })).toBeNull();
  expect(reason('file:///data/data/a.txt', 'plaintext', { include })).not.toBeNull();
});

test('a document without a name is known by its language', () => {
  expect(reason('untitled:Untitled-1')).toBeNull();
  expect(reason('untitled:Untitled-1', 'plaintext')).not.toBeNull();
  expect(reason('vscode-vfs://github/a/b.jsonl', 'json')).toBeNull();
});

test('only addresses of files have a path', () => {
  expect(filePath('file:///a%20b/c.jsonl')).toBe('/a b/c.jsonl');
  expect(filePath('untitled:Untitled-1')).toBeNull();
  expect(filePath('file:///a%2Fb')).toBeNull();
  expect(reasonOff('file:///a%2Fb.jsonl', 'jsonl', settings, [])).toBeNull();
});
