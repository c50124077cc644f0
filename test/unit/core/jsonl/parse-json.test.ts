import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonNode, JsonString } from '../../../../server/core/jsonl/json-node.ts';
import { parseJson } from '../../../../server/core/jsonl/parse-json.ts';
import type { JsonLimits } from '../../../../server/core/jsonl/json-reader.ts';

function nodeOf(text: string, limits?: Partial<JsonLimits>): JsonNode {
  const result = parseJson(text, limits);
  if (!result.ok) throw new Error(result.problem.message);
  return result.node;
}

function problemOf(text: string): [string, string] {
  const result = parseJson(text);
  if (result.ok) throw new Error('This is valid JSON.');
  const { start, end, message } = result.problem;
  return [message, text.slice(start, end)];
}

/** The plain value of a node, as `JSON.parse` makes it. */
function valueOf(node: JsonNode): unknown {
  if (node.type === 'array') return node.items.map(valueOf);
  if (node.type !== 'object') return node.value;
  const value = {};
  for (const member of node.members) {
    const entry = {
      value: valueOf(member.value),
      enumerable: true,
      configurable: true,
      writable: true,
    };
    Object.defineProperty(value, member.key.value, entry);
  }
  return value;
}

/** Writes a value as JSON with spaces and escape sequences where the numbers say so. */
function write(value: unknown, choose: (limit: number) => number): string {
  const space = () => ['', '', ' ', '\t', ' \n', '\r'][choose(6)] ?? '';
  if (typeof value === 'string') return writeString(value, choose);
  if (Array.isArray(value)) {
    const items = value.map((item) => space() + write(item, choose) + space());
    return `[${items.join(',') || space()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) =>
      `${space()}${writeString(key, choose)}${space()}:${space()}${write(item, choose)}${space()}`,
  );
  return `{${members.join(',') || space()}}`;
}

function writeString(value: string, choose: (limit: number) => number): string {
  const units = value.split('').map((unit) => {
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    if (choose(4) === 0) return `\\u${choose(2) === 0 ? code : code.toUpperCase()}`;
    if (unit === '/' && choose(2) === 0) return '\\/';
    return JSON.stringify(unit).length > 3 && !/[\ud800-\udfff]/.test(unit)
      ? JSON.stringify(unit).slice(1, -1)
      : unit;
  });
  return `"${units.join('')}"`;
}

const anyString = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('__proto__', 'constructor', '', '\ud83d', '\ude00\ud83d', '"\\/\b\f\n\r\t\u2028'),
);
const anyJson = fc.jsonValue({ stringUnit: 'binary' });
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    anyString,
    anyJson,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyString, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const written = fc
  .tuple(anyValue, fc.infiniteStream(fc.nat(1000)))
  .map(([value, numbers]) => write(value, (limit) => (numbers.next().value ?? 0) % limit));

function stringsOf(node: JsonNode): JsonString[] {
  if (node.type === 'string') return [node];
  if (node.type === 'array') return node.items.flatMap(stringsOf);
  if (node.type !== 'object') return [];
  return node.members.flatMap(({ key, value }) => [key, ...stringsOf(value)]);
}

describe('parseJson', () => {
  it('gives the place of every value', () => {
    expect(nodeOf(' {"a": [1, null], "b":"x"} ')).toEqual({
      type: 'object',
      start: 1,
      end: 26,
      members: [
        {
          key: { type: 'string', start: 2, end: 5, value: 'a', escapes: [] },
          value: {
            type: 'array',
            start: 7,
            end: 16,
            items: [
              { type: 'number', start: 8, end: 9, value: 1 },
              { type: 'literal', start: 11, end: 15, value: null },
            ],
          },
        },
        {
          key: { type: 'string', start: 18, end: 21, value: 'b', escapes: [] },
          value: { type: 'string', start: 22, end: 25, value: 'x', escapes: [] },
        },
      ],
    });
  });

  it('records each escape sequence with its place', () => {
    expect(nodeOf(String.raw`"a\n\u00e9\ud83d\ude00\"z"`)).toEqual({
      type: 'string',
      start: 0,
      end: 26,
      value: 'a\né😀"z',
      escapes: [1, 2, 2, 2, 4, 6, 3, 10, 6, 4, 16, 6, 5, 22, 2],
    });
  });

  it('reads what JSON.parse reads', () => {
    for (const text of ['1e999', '-0', '-1.5E+3', '"\\ud83d"', '"\ud83d"', 'true', ' [] ', '{}']) {
      expect(valueOf(nodeOf(text))).toEqual(JSON.parse(text));
    }
    fc.assert(
      fc.property(written, (text) => {
        expect(valueOf(nodeOf(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('maps every character to source that decodes to it', () => {
    fc.assert(
      fc.property(written, (text) => {
        for (const { start, end, value, escapes } of stringsOf(nodeOf(text))) {
          let source = start + 1;
          let index = 0;
          for (let at = 0; at < value.length; at += 1) {
            const isEscape = escapes[index] === at;
            const length = isEscape ? (escapes[index + 2] ?? 0) : 1;
            if (isEscape) expect(escapes[index + 1]).toBe(source);
            expect(JSON.parse(`"${text.slice(source, source + length)}"`)).toBe(value[at]);
            source += length;
            if (isEscape) index += 3;
          }
          expect([source, index]).toEqual([end - 1, escapes.length]);
        }
      }),
    );
  });

  it('accepts and refuses the same texts as JSON.parse, and never throws', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '"a":',
      '1',
      '-',
      '.',
      'e',
      '0',
    ];
    const others = [
      'true',
      'nul',
      'NaN',
      ' ',
      '\t',
      '\n',
      '\u0000',
      '\ufeff',
      '\u00a0',
      '\\u',
      '/',
      "'",
    ];
    const soup = fc.array(fc.constantFrom(...tokens, ...others), { maxLength: 12 });
    const text = fc.oneof(
      soup.map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
      fc
        .tuple(written, fc.nat(40), fc.constantFrom('', ...tokens, ...others))
        .map(([whole, at, other]) => whole.slice(0, at) + other + whole.slice(at + 1)),
    );
    fc.assert(
      fc.property(text, (input) => {
        const result = parseJson(input);
        expect(result.ok).toBe(isJson(input));
        if (result.ok) return;
        const { start, end, message } = result.problem;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(input.length);
        expect(end > start || start === input.length).toBe(true);
        expect(message).toMatch(/^\S.*\.$/);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a":1,}', 'There is a comma before the closing brace.', ','],
    ['[1,]', 'There is a comma before the closing bracket.', ','],
    ['[1,,2]', 'There are two commas in a row.', ','],
    ['{"a":}', 'A value is missing after the colon.', '}'],
    ['{"a" 1}', 'A colon is missing after this key.', '"a"'],
    ['{a:1}', 'A key must be in double quotes.', 'a'],
    ["{'a':1}", 'JSON takes double quotes, not single quotes.', "'"],
    ['{"a":“b”}', 'JSON takes straight double quotes, not typographic ones.', '“'],
    ['{"a":NaN}', 'NaN is not a JSON value.', 'NaN'],
    ['{"a":-Infinity}', 'Infinity is not a JSON value.', '-Infinity'],
    ['{"a":None}', 'None is written null in JSON.', 'None'],
    ['{"a":"x', 'The line ends inside a string.', '"x'],
    ['{"a":"x\\', 'The line ends inside a string.', '"x\\'],
    ['{"a":[1', 'The line ends inside a list that is not closed.', '['],
    ['{"a":1', 'The line ends inside an object that is not closed.', '{'],
    ['{"a"', 'The line ends inside an object that is not closed.', '{'],
    ['{"a":1} {"b":2} ', 'Two JSON values on one line.', '{"b":2}'],
    ['{"a":1},', 'There is a comma after the JSON value.', ','],
    ['{"a":1}}', 'There is a closing bracket too many.', '}'],
    ['{"a":1} x', 'There is text after the JSON value.', 'x'],
    ['{"a":"b" "c":1}', 'A comma is missing before a string.', '"'],
    ['{"a":"He "said" so"}', 'A comma is missing, or a quote before it is not escaped.', 'said'],
    ['[1 2]', 'A comma is missing.', '2'],
    ['{"a":01}', 'A number must not begin with a zero.', '01'],
    ['[1.]', 'A digit must follow the decimal point.', '1.'],
    ['[1e+]', 'A digit must follow the exponent sign.', '1e+'],
    ['[.5]', 'A number must not begin with a decimal point.', '.'],
    ['{"a":"\\x"}', 'This backslash begins no escape sequence of JSON.', '\\x'],
    ['{"a":"\\u12g4"}', 'Four hexadecimal digits must follow \\u.', '\\u12'],
    ['["\t"]', 'A tab inside a string must be written as an escape sequence.', '\t'],
    [
      '["\u0001"]',
      'A control character U+0001 inside a string must be written as an escape sequence.',
      '\u0001',
    ],
    ['[1}', 'A brace closes a list.', '}'],
    ['{"a":1]', 'A bracket closes an object.', ']'],
    ['[1 // one\n]', 'JSON has no comments.', '/'],
    ['[\u00a01]', 'The space character U+00A0 may not stand between JSON values.', '\u00a0'],
    ['\ufeff{}', 'A byte order mark (U+FEFF) may stand only at the start of the file.', '\ufeff'],
    ['', 'The line is empty.', ''],
  ])('explains %j', (text, message, place) => {
    expect(problemOf(text)).toEqual([message, place]);
  });

  it('passes a byte order mark where it is allowed', () => {
    expect(nodeOf('\ufeff[]', { byteOrderMark: true })).toMatchObject({ start: 1, end: 3 });
  });

  it('reports keys that repeat, at any depth, and takes __proto__ as a key', () => {
    const result = parseJson('{"a":1,"b":{"__proto__":1,"c":2,"__proto__":3},"a":4}');
    if (!result.ok) throw new Error(result.problem.message);
    expect(result.duplicateKeys.map(({ value, start }) => [value, start])).toEqual([
      ['__proto__', 32],
      ['a', 47],
    ]);
    expect(Object.getPrototypeOf(valueOf(result.node))).toBe(Object.prototype);
  });

  it('reads a million levels of nesting', () => {
    const depth = 1_000_000;
    const text = '['.repeat(depth) + ']'.repeat(depth);
    expect(nodeOf(text, { maxValues: depth })).toMatchObject({ start: 0, end: 2 * depth });
    const objects = '{"a":'.repeat(10_000);
    expect(problemOf(objects)[0]).toBe('The line ends inside an object that is not closed.');
  });

  it('refuses more values than the limit', () => {
    const result = parseJson(`[${'1,'.repeat(200_000)}1]`);
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'json/too-many-values', start: 399_999 },
    });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
