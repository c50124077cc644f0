import { expect, test } from 'vitest';
import { emptySentence, goneSentence } from '../../../extension/panel-status.ts';
import type { FileStatus, StatusParams } from '../../../server/protocol.ts';

const file: FileStatus = {
  uri: 'file:///a.jsonl',
  version: 1,
  state: 'scanned',
  samples: 1,
  done: 1,
  findings: 0,
  skipped: [],
  message: 'Scored.',
};
const ready: StatusParams = {
  state: 'ready',
  message: 'The server speaks.',
  pack: null,
  workers: 1,
  files: [file],
};

test.each(['starting', 'failed', 'off'] as const)('a server that is %s says so itself', (state) => {
  expect(emptySentence({ ...ready, state }, [file.uri])).toBe('The server speaks.');
});

test('there is something to show while a file is scored, paused or stopped', () => {
  for (const state of ['waiting', 'scanning', 'scanned', 'paused', 'cancelled'] as const) {
    expect(emptySentence({ ...ready, files: [{ ...file, state }] }, [file.uri])).toBeNull();
  }
  expect(emptySentence({ ...ready, state: 'paused' }, [file.uri])).toBeNull();
});

test('a file that is off says why, unless another one is on the map too', () => {
  const off: FileStatus = { ...file, uri: 'file:///b.jsonl', state: 'off', message: 'Excluded.' };
  const status = { ...ready, files: [file, off] };
  expect(emptySentence(status, [off.uri])).toBe('Excluded.');
  expect(emptySentence(status, [off.uri, file.uri])).toBeNull();
});

test('files that are gone are named in one sentence', () => {
  expect(goneSentence(['a'])).toBe('a cannot be opened any more.');
  expect(goneSentence(['a', 'b'])).toBe('a and b cannot be opened any more.');
  expect(goneSentence(['a', 'b', 'c'])).toBe('a, b and c cannot be opened any more.');
});
