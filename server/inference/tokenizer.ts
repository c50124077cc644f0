import { setImmediate } from 'node:timers/promises';
import { Tokenizer as BytePairs } from '@huggingface/tokenizers';
import * as v from 'valibot';
import type { Pack } from '../core/pack/pack.ts';
import type { Frame } from '../core/scoring/render.ts';
import { byteCharacters, toByteText } from './byte-level.ts';
import { preTokens, readPreTokenRule, type PreTokenRule } from './pre-tokens.ts';

/** A text as tokens. Token `k` stands for `[starts[k], ends[k])` of it, widened to whole characters. */
export interface EncodedText {
  readonly ids: Int32Array;
  /** UTF-16 offsets, ascending. Tokens that share a character overlap. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** What happens in the pauses of long work. */
export interface Pauses {
  readonly signal?: AbortSignal | undefined;
  /** Called now and then, and only while the work goes on. */
  readonly onProgress?: (() => void) | undefined;
}

/** Tokens of one pre-token, with offsets from its start. */
interface Part {
  readonly ids: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const fileSchema = v.looseObject({
  added_tokens: v.array(v.looseObject({ id: v.number(), content: v.string() })),
  normalizer: v.null(),
  pre_tokenizer: v.unknown(),
  model: v.looseObject({
    type: v.literal('BPE'),
    vocab: v.record(v.string(), v.number()),
    unk_token: v.nullish(v.null()),
    byte_fallback: v.optional(v.literal(false)),
  }),
});

/**
 * How much to remember of what has been encoded, because most text repeats its words: UTF-16 units, and
 * what an entry costs besides. About 18,000 words.
 */
const memory = 1_000_000;
const entryCost = 50;
/** How long to encode before other work gets a turn, in ms. */
const slice = 10;

/**
 * A byte-level BPE tokenizer for which control tokens do not exist in text: what spells `<|im_end|>` stays
 * text. Same ids as the `tokenizers` library with empty `added_tokens`, except that a stretch of over
 * `longestPreToken` characters without a place to split is cut there.
 */
export class Tokenizer {
  readonly #pairs: BytePairs;
  readonly #rule: PreTokenRule;
  readonly #known: ReadonlySet<string>;
  readonly #parts = new Map<string, Part>();
  #remembered = 0;
  /** Ids of headers and footers. */
  readonly frame: Frame;

  private constructor(
    pairs: BytePairs,
    rule: PreTokenRule,
    control: (content: string) => number,
    rendering: Pack['rendering'],
  ) {
    this.#pairs = pairs;
    this.#rule = rule;
    this.#known = new Set(byteCharacters.filter((c) => pairs.token_to_id(c) !== undefined));
    const ids = (text: string): number[] => [...this.#encodeNow(text)];
    const [user, assistant, system] = [ids('user'), ids('assistant'), ids('system')];
    this.frame = {
      turnStart: control(rendering.turnStart),
      turnEnd: control(rendering.turnEnd),
      separator: ids(rendering.separator),
      // A tool's answer is rendered as a user's turn (docs/pack-format.md).
      roles: { system, user, assistant, tool: user },
    };
  }

  /**
   * @param json the text of `tokenizer.json`.
   * @throws Error with one sentence when it is damaged or of a kind that this version does not know.
   */
  static parse(json: string, rendering: Pack['rendering']): Tokenizer {
    let data: unknown;
    try {
      data = JSON.parse(json);
    } catch {
      throw new Error('The file tokenizer.json of the pack is not valid JSON.');
    }
    const file = v.safeParse(fileSchema, data);
    const rule = file.success ? readPreTokenRule(file.output.pre_tokenizer) : null;
    if (!file.success || rule === null) {
      throw new Error('The tokenizer of the pack is of a kind that this version cannot read.');
    }
    const { added_tokens: added, model } = file.output;
    const control = (content: string): number => {
      const id = added.find((token) => token.content === content)?.id ?? model.vocab[content];
      if (id === undefined) throw new Error(`The tokenizer of the pack has no token ${content}.`);
      return id;
    };
    const plain = {
      ...file.output,
      added_tokens: [],
      pre_tokenizer: null,
      post_processor: null,
      decoder: null,
    };
    return new Tokenizer(new BytePairs(plain, {}), rule, control, rendering);
  }

  /**
   * Encodes a text, giving other work a turn every few milliseconds.
   * @throws the signal's reason when it aborts.
   */
  async encode(text: string, { signal, onProgress }: Pauses = {}): Promise<EncodedText> {
    const tokens = new TokenList();
    let resumed = performance.now();
    for (const { start, end } of preTokens(text, this.#rule)) {
      tokens.add(this.#part(text.slice(start, end)), start);
      if (performance.now() - resumed < slice) continue;
      await setImmediate();
      signal?.throwIfAborted();
      onProgress?.();
      resumed = performance.now();
    }
    return tokens.finish();
  }

  #encodeNow(text: string): Int32Array {
    const tokens = new TokenList();
    for (const { start, end } of preTokens(text, this.#rule)) {
      tokens.add(this.#part(text.slice(start, end)), start);
    }
    return tokens.finish().ids;
  }

  #part(text: string): Part {
    const found = this.#parts.get(text);
    if (found !== undefined) return found;
    const part = this.#encodePart(text);
    this.#remembered += text.length + entryCost;
    if (this.#remembered > memory) {
      this.#parts.clear();
      this.#remembered = text.length + entryCost;
    }
    this.#parts.set(text, part);
    return part;
  }

  #encodePart(text: string): Part {
    const bytes = toByteText(text, this.#known);
    const { ids, tokens } = this.#pairs.encode(bytes.characters, { add_special_tokens: false });
    const starts: number[] = [];
    const ends: number[] = [];
    let at = 0;
    for (const token of tokens) {
      starts.push(bytes.starts[at] ?? 0);
      at += token.length;
      ends.push(bytes.ends[at - 1] ?? text.length);
    }
    return { ids, starts, ends };
  }
}

/** Token ids and offsets in arrays that grow. */
class TokenList {
  #ids = new Int32Array(256);
  #starts = new Int32Array(256);
  #ends = new Int32Array(256);
  #length = 0;

  add(part: Part, offset: number): void {
    part.ids.forEach((id, k) => {
      if (this.#length === this.#ids.length) this.#grow();
      this.#ids[this.#length] = id;
      this.#starts[this.#length] = offset + (part.starts[k] ?? 0);
      this.#ends[this.#length] = offset + (part.ends[k] ?? 0);
      this.#length++;
    });
  }

  finish(): EncodedText {
    return {
      ids: this.#ids.slice(0, this.#length),
      starts: this.#starts.slice(0, this.#length),
      ends: this.#ends.slice(0, this.#length),
    };
  }

  #grow(): void {
    this.#ids = doubled(this.#ids);
    this.#starts = doubled(this.#starts);
    this.#ends = doubled(this.#ends);
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
