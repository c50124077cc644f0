import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineDocument } from '../../../server/scan/line-document.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '\n', '\r\n', '\r', '😀'),
  maxLength: 30,
});
const position = fc.record({ line: fc.nat(12), character: fc.nat(12) });
const change = fc.record({
  range: fc.tuple(position, position).map(([a, b]) => {
    const ordered = a.line < b.line || (a.line === b.line && a.character <= b.character);
    return ordered ? { start: a, end: b } : { start: b, end: a };
  }),
  text,
});

function textOf(document: LineDocument): string {
  return document.records.map((record) => record.text + record.lineBreak).join('');
}

test('after any edits the records are the lines of the text', () => {
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 8 }), (start, changes) => {
      const document = new LineDocument(start);
      let model = start;
      for (const { range, text: newText } of changes) {
        document.apply([{ range, text: newText }]);
        const before = TextDocument.create('file:///a', 'jsonl', 1, model);
        model = TextDocument.applyEdits(before, [{ range, newText }]);
        expect(textOf(document)).toBe(model);
        expect(document.records).toHaveLength(document.access.count);
      }
    }),
  );
});

test('lines that did not change keep their records', () => {
  const document = new LineDocument('one\ntwo\nthree\nfour');
  const before = document.records;
  const { removed, added } = document.apply([
    {
      range: { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } },
      text: '!\nnew',
    },
  ]);
  expect(removed).toEqual([before[1]]);
  expect(added.map((record) => record.text)).toEqual(['two!', 'new']);
  expect(document.records[0]).toBe(before[0]);
  expect(document.records[3]).toBe(before[2]);
  const whole = document.apply([{ text: 'one\nTWO\nthree\nfour' }]);
  expect(whole.removed).toHaveLength(2);
  expect(document.records[3]).toBe(before[3]);
});

test('many changes at once end as one after the other, in any order', () => {
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 12 }), (start, changes) => {
      const atOnce = new LineDocument(start);
      const before = [...atOnce.records];
      const { removed, added } = atOnce.apply(changes);
      const inTurn = new LineDocument(start);
      for (const single of changes) inTurn.apply([single]);
      expect(textOf(atOnce)).toBe(textOf(inTurn));
      const gone = new Set(removed);
      const expected = new Set([...before, ...added].filter((record) => !gone.has(record)));
      expect(new Set(atOnce.records)).toEqual(expected);
    }),
  );
});
