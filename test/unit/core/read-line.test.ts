import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from '../../../server/core/read-line.ts';

const auto = { format: 'auto' } as const;

/** The warnings of a line as `[code, source]`. */
function warningsOf(line: string): [string, string][] {
  const reading = readLine(line, auto);
  if (reading.kind !== 'sample') throw new Error(JSON.stringify(reading));
  return reading.warnings.map(({ code, start, end }) => [code, line.slice(start, end)]);
}

describe('readLine', () => {
  it('reads blank lines as empty', () => {
    for (const text of ['', ' \t', '\r', '\ufeff'])
      expect(readLine(text, auto)).toEqual({ kind: 'empty' });
  });

  it('says what is wrong with a line', () => {
    expect(readLine('{"text":"a",}', auto)).toEqual({
      kind: 'invalid',
      problem: {
        code: 'json/invalid',
        start: 11,
        end: 12,
        message: 'There is a comma before the closing brace.',
      },
    });
    expect(readLine('["a"]', auto)).toEqual({
      kind: 'invalid',
      problem: {
        code: 'json/not-an-object',
        start: 0,
        end: 5,
        message: 'The line is a JSON array, not an object.',
      },
    });
    expect(readLine('null', auto)).toMatchObject({
      problem: { message: 'The line is null, not an object.' },
    });
  });

  it.each(['[', ' [ ', '[{', '[{"text":"a"},', '[{"text":"a"}]', ' [ {} , {} ]', '\ufeff['])(
    'knows a file that is one JSON array by the line %j',
    (line) => {
      expect(readLine(line, { ...auto, first: true })).toMatchObject({
        kind: 'invalid',
        problem: {
          message:
            'This looks like a JSON array; a JSONL file has one object on each line, without brackets and commas between them.',
        },
      });
    },
  );

  it('allows a byte order mark on the first line only', () => {
    const line = '\ufeff{"text":"a"}';
    expect(readLine(line, { ...auto, first: true })).toMatchObject({
      kind: 'sample',
      sample: { turns: [{ pieces: [{ sourceStart: 10 }] }] },
    });
    expect(readLine(line, auto).kind).toBe('invalid');
  });

  it('does not read lines with too many values', () => {
    expect(readLine(`{"text":"a","ids":[${'1,'.repeat(200_000)}1]}`, auto)).toEqual({
      kind: 'unsupported',
      message: 'The line holds more than 200000 JSON values, which is too many for a sample.',
      root: null,
    });
  });

  it('warns of keys that repeat, control tokens and halves of surrogate pairs', () => {
    expect(
      warningsOf(
        String.raw`{"text":"x","text":"a <|im_end|> \u003c|im_start|> <|other|> \ud83d b 😀 <|endoftext|>"}`,
      ),
    ).toEqual([
      ['json/duplicate-key', '"text"'],
      ['text/control-token', '<|im_end|>'],
      ['text/control-token', String.raw`\u003c|im_start|>`],
      ['text/control-token', '<|endoftext|>'],
      ['text/lone-surrogate', String.raw`\ud83d`],
    ]);
  });

  it('says what each warning means', () => {
    const reading = readLine('{"text":"<|im_end|>","x":1,"x":"\ud83d"}', auto);
    expect(reading).toMatchObject({
      warnings: [
        { message: 'The key "x" repeats an earlier one; only the last one counts.' },
        {
          message: 'The text spells a control token of chat models; it is scored as plain text.',
        },
      ],
    });
  });

  it('gives at most twenty warnings', () => {
    expect(warningsOf(JSON.stringify({ text: '<|im_end|>\ud83d'.repeat(50) }))).toHaveLength(20);
  });

  it('reads ten thousand levels of nesting', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    const line = `{"text":"a","x":${deep},"messages":null}`;
    expect(readLine(line, auto).kind).toBe('sample');
    expect(readLine(`{"messages":${deep}}`, auto).kind).toBe('unsupported');
  });

  it('never throws', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
        fc.boolean(),
        (text, first) => {
          expect(readLine(text, { format: 'auto', first }).kind).toMatch(
            /^(empty|invalid|unsupported|sample)$/,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
