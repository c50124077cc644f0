import type { JsonObject } from './jsonl/json-node.ts';

/** Who speaks. `developer` counts as system, `function` and `observation` as tool. */
export type Role = (typeof roles)[number];
export const roles = ['system', 'user', 'assistant', 'tool'] as const;

/** The training formats that the engine reads; each is one file in `formats/`. */
export const formatIds = [
  'openai-chat',
  'openai-dpo',
  'prompt-completion',
  'text',
  'alpaca',
  'sharegpt',
  'trl-preference',
  'trl-kto',
] as const;
/** The id of a training format. */
export type FormatId = (typeof formatIds)[number];

/** A half-open range of UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * One stretch of a turn's text that comes from one JSON string of the line. A turn that is put together
 * from several strings (content parts, instruction and input, a tool call) has several pieces; text
 * between pieces (a line break that joins them) has no source.
 */
export interface TextPiece {
  /** Where the piece begins in the turn's text. */
  readonly textStart: number;
  /** The decoded text of the piece. */
  readonly text: string;
  /** Offset in the line of the piece's first character: just after the opening quote of a whole string. */
  readonly sourceStart: number;
  /** Offset in the line just after the piece's last character: the closing quote of a whole string. */
  readonly sourceEnd: number;
  /**
   * Offsets in the line of each escape sequence of the piece, ascending, flat triples:
   * `[offset in piece text, offset in line, length in line]`. Empty when nothing is escaped.
   * One entry stands for exactly one UTF-16 code unit of text.
   */
  readonly escapes: readonly number[];
}

/** What one speaker says. */
export interface Turn {
  readonly role: Role;
  /** The decoded text, as the model reads it. */
  readonly text: string;
  readonly pieces: readonly TextPiece[];
  /** Whether training pushes the model toward this text. Only trained text decides the risk. */
  readonly trained: boolean;
  /** Whether training pushes the model away from it; such a turn is never context of another one. */
  readonly rejected: boolean;
}

/** What one line trains on. */
export interface Sample {
  readonly format: FormatId;
  readonly turns: readonly Turn[];
}

/** A replacement inside one line, in UTF-16 offsets of that line. */
export interface LineEdit extends Range {
  readonly newText: string;
}

/** Something wrong with a line or worth saying about it, in one plain sentence. */
export interface Problem extends Range {
  /** A stable identifier, for example `json/invalid` or `text/control-token`. */
  readonly code: string;
  readonly message: string;
}

/** What one line of a file turned out to be. */
export type LineReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid'; readonly problem: Problem }
  | { readonly kind: 'unsupported'; readonly message: string; readonly root: JsonObject | null }
  | {
      readonly kind: 'sample';
      readonly sample: Sample;
      readonly root: JsonObject;
      /** Things that do not prevent scoring: duplicate keys, control tokens inside text, lone surrogates. */
      readonly warnings: readonly Problem[];
    };
