/** A JSON value with its place in the line. Offsets are UTF-16 code units from the start of the line. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

interface Placed {
  readonly start: number;
  readonly end: number;
}

/** An object. */
export interface JsonObject extends Placed {
  readonly type: 'object';
  /** In source order; a duplicate key appears twice, and the last one counts (as in `JSON.parse`). */
  readonly members: readonly JsonMember[];
}

/** A key of an object and its value. */
export interface JsonMember {
  readonly key: JsonString;
  readonly value: JsonNode;
}

/** An array. */
export interface JsonArray extends Placed {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

/** A string; its place includes the quotes. */
export interface JsonString extends Placed {
  readonly type: 'string';
  readonly value: string;
  /** See `TextPiece.escapes`; offsets in text are relative to `value`. */
  readonly escapes: readonly number[];
}

/** A number. */
export interface JsonNumber extends Placed {
  readonly type: 'number';
  readonly value: number;
}

/** `true`, `false` or `null`. */
export interface JsonLiteral extends Placed {
  readonly type: 'literal';
  readonly value: true | false | null;
}
