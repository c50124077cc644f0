import type { Problem } from '../sample.ts';
import { addDuplicates } from './duplicate-keys.ts';
import {
  explainKey,
  explainRest,
  explainSeparator,
  explainValue,
  invalid,
  tooMany,
  unclosed,
  wordEnd,
} from './explain.ts';
import type { JsonLiteral, JsonMember, JsonNode, JsonString } from './json-node.ts';
import { readNumber } from './number-reader.ts';
import { readString } from './string-reader.ts';

/** What one text may hold. */
export interface JsonLimits {
  /** The most values that one line may hold; above it the problem has the code `json/too-many-values`. */
  readonly maxValues: number;
  /** Whether the text may begin with a byte order mark: only the first line of a file may. */
  readonly byteOrderMark: boolean;
}

const literals = new Map<string, JsonLiteral['value']>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

interface OpenObject {
  type: 'object';
  start: number;
  end: number;
  members: JsonMember[];
}

interface OpenArray {
  type: 'array';
  start: number;
  end: number;
  items: JsonNode[];
}

type OpenContainer = OpenObject | OpenArray;

/** One pass over a text with a stack of the containers that are still open. See `parseJson`. */
export class JsonReader {
  readonly duplicateKeys: JsonString[] = [];
  readonly #text: string;
  readonly #maxValues: number;
  readonly #open: OpenContainer[] = [];
  #position: number;
  #values = 0;
  /** The key that waits for its value. */
  #key: JsonString | null = null;
  /** Where the last comma is, as long as nothing but spaces came after it. */
  #comma = -1;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#maxValues = limits.maxValues;
    this.#position = limits.byteOrderMark && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** The root value, or what is wrong with the text first. To be called once. */
  read(): JsonNode | Problem {
    const root = this.#readValue();
    if (isProblem(root)) return root;
    let step = this.#enter(root);
    while (step === 'value') {
      const value = this.#readValue();
      if (isProblem(value)) return value;
      this.#attach(value);
      step = this.#enter(value);
    }
    return step === 'end' ? root : step;
  }

  /** A whole scalar, or a container of which only the opening bracket has been read. */
  #readValue(): JsonNode | Problem {
    const start = this.#skipSpace();
    const text = this.#text;
    this.#values += 1;
    if (this.#values > this.#maxValues) return tooMany(text, start, this.#maxValues);
    const character = text[start];
    if (character === '"') return this.#moveTo(readString(text, start));
    if (character === '{' || character === '[') {
      this.#position = start + 1;
      const end = -1;
      return character === '{'
        ? { type: 'object', start, end, members: [] }
        : { type: 'array', start, end, items: [] };
    }
    if (character === '-' && wordEnd(text, start + 1) === start + 1) {
      return this.#moveTo(readNumber(text, start));
    }
    if (character !== undefined && character >= '0' && character <= '9') {
      return this.#moveTo(readNumber(text, start));
    }
    const end = wordEnd(text, start);
    const value = literals.get(text.slice(start, end));
    if (value === undefined) return this.#noValue(start);
    return this.#moveTo({ type: 'literal', start, end, value });
  }

  #moveTo<T extends JsonNode | Problem>(result: T): T {
    if (!isProblem(result)) this.#position = result.end;
    return result;
  }

  #attach(value: JsonNode): void {
    const parent = this.#open.at(-1);
    this.#comma = -1;
    if (parent?.type === 'array') parent.items.push(value);
    else if (this.#key !== null) parent?.members.push({ key: this.#key, value });
  }

  /** After a value has been read: opens it if it is a container, and goes on to where the next value begins. */
  #enter(value: JsonNode): 'value' | 'end' | Problem {
    if (value.type !== 'object' && value.type !== 'array') return this.#goOn();
    this.#open.push(value as OpenContainer);
    const next = this.#text[this.#skipSpace()];
    if (next === closing(value)) return this.#goOn();
    return value.type === 'object' ? this.#readKey() : 'value';
  }

  /** Closes what ends here and passes a comma and a key. */
  #goOn(): 'value' | 'end' | Problem {
    for (;;) {
      const at = this.#skipSpace();
      const parent = this.#open.at(-1);
      if (parent === undefined)
        return at === this.#text.length ? 'end' : explainRest(this.#text, at);
      const character = this.#text[at];
      if (character === closing(parent)) {
        this.#close(parent, at + 1);
      } else if (character === ',') {
        this.#comma = at;
        this.#position = at + 1;
        return parent.type === 'object' ? this.#readKey() : 'value';
      } else {
        return this.#noComma(parent, at);
      }
    }
  }

  #close(container: OpenContainer, end: number): void {
    container.end = end;
    this.#position = end;
    this.#open.pop();
    if (container.type === 'object') addDuplicates(container.members, this.duplicateKeys);
  }

  /** Reads a key and the colon after it. */
  #readKey(): 'value' | Problem {
    const start = this.#skipSpace();
    const text = this.#text;
    if (text[start] !== '"') return this.#noKey(start);
    const key = this.#moveTo(readString(text, start));
    if (isProblem(key)) return key;
    const colon = this.#skipSpace();
    if (colon === text.length) return this.#noKey(colon);
    if (text[colon] !== ':') {
      return invalid(key.start, key.end, 'A colon is missing after this key.');
    }
    this.#position = colon + 1;
    this.#key = key;
    return 'value';
  }

  #skipSpace(): number {
    const text = this.#text;
    let at = this.#position;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) break;
      at += 1;
    }
    this.#position = at;
    return at;
  }

  #noValue(at: number): Problem {
    const parent = this.#open.at(-1);
    if (parent !== undefined && at === this.#text.length) return unclosed(parent);
    return explainValue(this.#text, at, parent?.type ?? null, this.#comma);
  }

  #noKey(at: number): Problem {
    const parent = this.#open.at(-1);
    if (parent !== undefined && at === this.#text.length) return unclosed(parent);
    return explainKey(this.#text, at, this.#comma);
  }

  #noComma(parent: OpenContainer, at: number): Problem {
    return at === this.#text.length
      ? unclosed(parent)
      : explainSeparator(this.#text, at, parent.type);
  }
}

function closing(container: JsonNode | OpenContainer): string {
  return container.type === 'object' ? '}' : ']';
}

/** Whether reading ended with a problem. */
export function isProblem(result: JsonNode | JsonString | Problem): result is Problem {
  return 'code' in result;
}
