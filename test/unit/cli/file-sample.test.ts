import { expect, it } from 'vitest';
import { readFileSample } from '../../../server/cli/file-sample.ts';
import type { FileLine } from '../../../server/cli/read-file-lines.ts';
import { chatLine } from './tiny-pack.ts';

function line(text: string, problem: FileLine['problem'] = null): FileLine {
  return { number: 2, text, bytesRead: text.length, problem };
}

it('reads a sample', () => {
  const read = readFileSample(line(chatLine), 'auto');
  expect(read).toMatchObject({ kind: 'sample', note: null });
});

it.each([
  ['', 'empty', null],
  ['{"broken', 'invalid', /\(column \d+\)\.$/],
  ['{"rows":3}', 'unsupported', /\.$/],
])('says of %j why it is none', (text, kind, message) => {
  const read = readFileSample(line(text), 'auto');
  expect(read.kind).toBe(kind);
  const said = read.kind === 'sample' ? '' : read.message;
  if (message === null) expect(said).toBeNull();
  else expect(said).toMatch(message);
});

it('a line that is too long is not taken for a blank one', () => {
  expect(readFileSample(line('', 'too-long'), 'auto')).toMatchObject({
    kind: 'invalid',
    message: 'The line is longer than 64 MB and was not read.',
  });
});

it('says that some bytes are not UTF-8', () => {
  const read = readFileSample(line(chatLine, 'invalid-utf8'), 'auto');
  expect(read.note).toMatch(/not UTF-8/);
});
