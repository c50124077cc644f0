import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from '../../../server/core/read-line.ts';
import type { Sample, TextPiece, Turn } from '../../../server/core/sample.ts';
import { sourceRange } from '../../../server/core/source-map.ts';

function sampleOf(line: string): Sample {
  const reading = readLine(line, { format: 'auto' });
  if (reading.kind !== 'sample') throw new Error(JSON.stringify(reading));
  return reading.sample;
}

function firstTurn(line: string): Turn {
  const turn = sampleOf(line).turns[0];
  if (turn === undefined) throw new Error('There is no turn.');
  return turn;
}

/** The source of the part of the turn's text that reads `text`. */
function sourceOf(line: string, text: string): string {
  const turn = firstTurn(line);
  const start = turn.text.indexOf(text);
  const range = sourceRange(turn, { start, end: start + text.length });
  return line.slice(range.start, range.end);
}

describe('sourceRange', () => {
  const escaped = String.raw`{"text":"a\n\u00e9 \ud83d\ude00 \"z\" end"}`;

  it('finds text between and at escape sequences', () => {
    expect(sourceOf(escaped, 'a')).toBe('a');
    expect(sourceOf(escaped, '\n')).toBe(String.raw`\n`);
    expect(sourceOf(escaped, 'é')).toBe(String.raw`\u00e9`);
    expect(sourceOf(escaped, '"z" e')).toBe(String.raw`\"z\" e`);
    expect(sourceOf(escaped, 'end')).toBe('end');
  });

  it('never splits a surrogate pair', () => {
    const turn = firstTurn(escaped);
    const at = turn.text.indexOf('😀');
    const whole = sourceRange(turn, { start: at, end: at + 2 });
    expect(escaped.slice(whole.start, whole.end)).toBe(String.raw`\ud83d\ude00`);
    expect(sourceRange(turn, { start: at + 1, end: at + 2 })).toEqual(whole);
    expect(sourceRange(turn, { start: at, end: at + 1 })).toEqual(whole);
  });

  const parts =
    '{"messages":[{"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}]}';

  it('moves an end in text without a source to the nearest piece', () => {
    expect(firstTurn(parts).text).toBe('one\ntwo');
    expect(sourceOf(parts, 'ne\n')).toBe('ne');
    expect(sourceOf(parts, '\ntw')).toBe('tw');
    expect(sourceOf(parts, 'e\nt')).toBe('e"},{"type":"text","text":"t');
    const between = sourceRange(firstTurn(parts), { start: 3, end: 4 });
    expect(parts.slice(between.start - 3, between.end)).toBe('one');
  });

  it('takes the longest piece if the pieces stand in another order in the line', () => {
    const line = '{"input":"a long input","instruction":"Do it"}';
    expect(sourceOf(line.replace('}', ',"output":"x"}'), 'it\na long')).toBe('a long');
  });

  it('stays inside the turn for any range', () => {
    const turn = firstTurn(parts);
    expect(sourceRange(turn, { start: -5, end: 99 })).toEqual({
      start: turn.pieces[0]?.sourceStart,
      end: turn.pieces[1]?.sourceEnd,
    });
    expect(sourceRange({ ...turn, pieces: [] }, { start: 0, end: 3 })).toEqual({
      start: 0,
      end: 0,
    });
  });

  it('maps every character to source that decodes to it', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    const messages = fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(messages, fc.boolean(), (contents, isAscii) => {
        const plain = JSON.stringify({
          messages: contents.map((content) => ({ role: 'assistant', content })),
        });
        const line = isAscii ? toAscii(plain) : plain;
        const reading = readLine(line, { format: 'auto' });
        if (reading.kind !== 'sample') return;
        for (const turn of reading.sample.turns) {
          for (const piece of turn.pieces) checkPiece(turn, piece, line);
        }
      }),
    );
  });
});

function checkPiece(turn: Turn, piece: TextPiece, line: string): void {
  let place = piece.textStart;
  for (const character of piece.text) {
    const range = sourceRange(turn, { start: place, end: place + character.length });
    expect(JSON.parse(`"${line.slice(range.start, range.end)}"`)).toBe(character);
    place += character.length;
  }
}

function toAscii(text: string): string {
  const units = text.split('').map((unit) => {
    const code = unit.charCodeAt(0);
    return code < 0x80 ? unit : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return units.join('');
}
