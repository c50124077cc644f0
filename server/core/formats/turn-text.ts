import type { JsonNode, JsonString } from '../jsonl/json-node.ts';
import type { Role, TextPiece, Turn } from '../sample.ts';
import { escapesBefore, sourceOffset } from '../source-map.ts';

const noEscapes: readonly number[] = [];

/** Puts a turn's text together from strings of the line, and keeps where each one came from. */
export class TurnText {
  readonly #pieces: TextPiece[] = [];
  readonly #parts: string[] = [];
  #length = 0;

  /** Adds a string of the line; a line break joins it to text before it. */
  addLine(string: JsonString): this {
    if (string.value !== '') this.breakLine();
    return this.add(pieceOf(string));
  }

  /** Adds a piece whose `textStart` is still open. */
  add(piece: TextPiece): this {
    this.#pieces.push({ ...piece, textStart: this.#length });
    return this.glue(piece.text);
  }

  /** Adds text that has no source. */
  glue(text: string): this {
    this.#parts.push(text);
    this.#length += text.length;
    return this;
  }

  /** Adds a line break, unless there is no text before it. */
  breakLine(): this {
    return this.#length > 0 ? this.glue('\n') : this;
  }

  /** The turn of what has been added. */
  turn(role: Role, fate: Fate): Turn {
    const text = this.#parts.length === 1 ? (this.#parts[0] ?? '') : this.#parts.join('');
    return { role, text, pieces: this.#pieces, ...fateFlags[fate] };
  }
}

/** What training does with a turn: pushes toward it, only reads it, or pushes away from it. */
export type Fate = 'trained' | 'context' | 'rejected';

const fateFlags = {
  trained: { trained: true, rejected: false },
  context: { trained: false, rejected: false },
  rejected: { trained: false, rejected: true },
} as const satisfies Record<Fate, Pick<Turn, 'trained' | 'rejected'>>;

/** The same turn with another fate. */
export function withFate(turn: Turn, fate: Fate): Turn {
  return { ...turn, ...fateFlags[fate] };
}

/** A turn whose text is one string of the line. */
export function turnOf(role: Role, string: JsonString, fate: Fate): Turn {
  return new TurnText().addLine(string).turn(role, fate);
}

function pieceOf(string: JsonString): TextPiece {
  const { value: text, start, end, escapes } = string;
  return { textStart: 0, text, sourceStart: start + 1, sourceEnd: end - 1, escapes };
}

/** The JSON source of any value as text: what a call's arguments look like if they are no string. */
export function sourcePiece(node: JsonNode, line: string): TextPiece {
  if (node.type === 'string') return pieceOf(node);
  const { start, end } = node;
  const text = line.slice(start, end);
  return { textStart: 0, text, sourceStart: start, sourceEnd: end, escapes: noEscapes };
}

/** The part `[start, end)` of a string's value as a piece. */
export function slicePiece(string: JsonString, start: number, end: number): TextPiece {
  const whole = pieceOf(string);
  const { escapes } = string;
  const from = escapesBefore(escapes, start) * 3;
  const inside = escapes.slice(from, escapesBefore(escapes, end) * 3);
  return {
    textStart: 0,
    text: string.value.slice(start, end),
    sourceStart: sourceOffset(whole, start),
    sourceEnd: sourceOffset(whole, end),
    escapes: inside.map((value, index) => (index % 3 === 0 ? value - start : value)),
  };
}
