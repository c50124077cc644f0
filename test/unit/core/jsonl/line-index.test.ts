import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../../../../server/core/jsonl/line-index.ts';
import type { LinePosition, TextChange } from '../../../../server/core/jsonl/line-index.ts';
import { splitLines } from '../../../../server/core/jsonl/lines.ts';

const soup = fc
  .array(fc.constantFrom('a', 'b', '{}', '\n', '\r', '\r\n', '😀'), { maxLength: 20 })
  .map((parts) => parts.join(''));

const position = fc.record({
  line: fc.integer({ min: -1, max: 12 }),
  character: fc.integer({ min: -1, max: 5 }),
});
const change: fc.Arbitrary<TextChange> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text: soup }),
  },
  { weight: 1, arbitrary: fc.record({ text: soup }) },
);

/** Documents of the language server go wrong at lines that do not exist, so the comparison leaves them out. */
function within(range: TextChange['range'], count: number): TextChange['range'] {
  if (range === undefined) return undefined;
  const move = ({ line, character }: LinePosition) => ({ line: line % count, character });
  return { start: move(range.start), end: move(range.end) };
}

function pairs(text: string): string[][] {
  return splitLines(text).map(({ text: line, lineBreak }) => [line, lineBreak]);
}

describe('splitLines', () => {
  it('splits at LF, CRLF and a lone CR', () => {
    expect(splitLines('a\nb\r\nc\rd\n\n')).toEqual([
      { text: 'a', lineBreak: '\n' },
      { text: 'b', lineBreak: '\r\n' },
      { text: 'c', lineBreak: '\r' },
      { text: 'd', lineBreak: '\n' },
      { text: '', lineBreak: '\n' },
      { text: '', lineBreak: '' },
    ]);
    expect(pairs('')).toEqual([['', '']]);
  });

  it('sees the same lines as the documents of the language server', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const document = TextDocument.create('file:///a.jsonl', 'jsonl', 1, text);
        const lines = splitLines(text);
        let offset = 0;
        const starts = lines.map(({ text: line, lineBreak }) => {
          const start = document.positionAt(offset);
          offset += line.length + lineBreak.length;
          return start;
        });
        expect(starts).toEqual(lines.map((_, line) => ({ line, character: 0 })));
        expect(lines).toHaveLength(document.lineCount);
      }),
    );
  });
});

describe('LineIndex', () => {
  it('says which lines a change replaces', () => {
    const index = new LineIndex('a\nb\nc\n');
    const insert = { start: { line: 1, character: 1 }, end: { line: 1, character: 1 } };
    expect(index.update({ range: insert, text: '!\nnew' })).toEqual({
      start: 1,
      removed: 1,
      added: 2,
    });
    const remove = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    expect(index.update({ range: remove, text: '' })).toEqual({ start: 0, removed: 1, added: 0 });
    expect(index.text()).toBe('b!\nnew\nc\n');
    expect(index.update({ text: 'b!\nnewer\nc\n' })).toEqual({ start: 1, removed: 1, added: 1 });
    expect(index.count).toBe(4);
    expect(index.line(1)).toEqual({ text: 'newer', lineBreak: '\n' });
    expect(index.line(9)).toEqual({ text: '', lineBreak: '' });
  });

  it('moves places outside the text to its nearest place', () => {
    const index = new LineIndex('a\nb');
    const range = { start: { line: 9, character: 0 }, end: { line: -1, character: 3 } };
    expect(index.update({ range, text: 'c' })).toEqual({ start: 0, removed: 2, added: 1 });
    const end = { line: 5, character: 5 };
    index.update({ range: { start: end, end }, text: 'd' });
    expect(index.text()).toBe('cd');
  });

  it('joins a CR and an LF that an edit makes neighbours', () => {
    const index = new LineIndex('a\rb\nc');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
    expect(index.update({ range, text: '' })).toEqual({ start: 0, removed: 2, added: 1 });
    expect(index.line(0)).toEqual({ text: 'a', lineBreak: '\r\n' });
  });

  it('equals a fresh split and the document of the language server after any edits', () => {
    fc.assert(
      fc.property(soup, fc.array(change, { maxLength: 8 }), (text, changes) => {
        const index = new LineIndex(text);
        const document = TextDocument.create('file:///a.jsonl', 'jsonl', 1, text);
        let mirror = pairs(text);
        for (const [version, edit] of changes.entries()) {
          const range = within(edit.range, document.lineCount);
          const event = range === undefined ? { text: edit.text } : { range, text: edit.text };
          TextDocument.update(document, [event], version);
          const { start, removed, added } = index.update({ range, text: edit.text });
          const fresh = pairs(document.getText());
          expect(index.text()).toBe(document.getText());
          const seen = Array.from({ length: index.count }, (_, number) => index.line(number));
          expect(seen.map(({ text: line, lineBreak }) => [line, lineBreak])).toEqual(fresh);
          mirror = mirror.toSpliced(start, removed, ...fresh.slice(start, start + added));
          expect(mirror).toEqual(fresh);
        }
      }),
      { numRuns: 500 },
    );
  });
});
