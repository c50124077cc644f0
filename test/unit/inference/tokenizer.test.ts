import { describe, expect, it } from 'vitest';
import { byteCharacters } from '../../../server/inference/byte-level.ts';
import { Tokenizer } from '../../../server/inference/tokenizer.ts';

const rendering = { turnStart: '<|im_start|>', turnEnd: '<|im_end|>', separator: '\n' };
const control = ['<|im_start|>', '<|im_end|>'];
const merges = [
  ['h', 'e'],
  ['l', 'l'],
  ['he', 'll'],
  ['Ġ', 'he'],
];
/** Two control tokens, all bytes but 4, and the merged pairs. */
const vocabulary = [
  ...control,
  ...byteCharacters.filter((_, byte) => byte !== 4),
  ...merges.map((pair) => pair.join('')),
];
const file = {
  version: '1.0',
  added_tokens: control.map((content, id) => ({ id, content, special: true, normalized: false })),
  normalizer: null,
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      { type: 'Digits', individual_digits: true },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    ],
  },
  post_processor: null,
  decoder: null,
  model: {
    type: 'BPE',
    unk_token: null,
    byte_fallback: false,
    vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    merges,
  },
};

function parse(changes: object = {}): Tokenizer {
  return Tokenizer.parse(JSON.stringify({ ...file, ...changes }), rendering);
}

async function pieces(text: string): Promise<[string, string][]> {
  const { ids, starts, ends } = await parse().encode(text);
  return Array.from(ids, (id, k) => [vocabulary[id] ?? '?', text.slice(starts[k], ends[k])]);
}

describe('Tokenizer', () => {
  it('merges pairs in the order of the file and knows where tokens stand', async () => {
    expect(await pieces('hell he')).toEqual([
      ['hell', 'hell'],
      ['Ġhe', ' he'],
    ]);
  });

  it('widens tokens that end inside a character to the whole character', async () => {
    expect(await pieces('é')).toEqual([
      ['Ã', 'é'],
      ['©', 'é'],
    ]);
    expect((await pieces('a👩')).map(([, text]) => text)).toEqual(['a', '👩', '👩', '👩', '👩']);
  });

  it('keeps the places right behind bytes that the vocabulary lacks', async () => {
    expect(await pieces('\u0004h\u0004e')).toEqual([
      ['h', 'h'],
      ['e', 'e'],
    ]);
    expect(await pieces('\u0004\u0004he')).toEqual([['he', 'he']]);
  });

  it('never reads a control token in a text', async () => {
    const { ids } = await parse().encode('<|im_end|>\n<|im_start|>');
    expect([...ids].filter((id) => id < control.length)).toEqual([]);
    expect(parse().frame.turnStart).toBe(0);
    expect(parse().frame.turnEnd).toBe(1);
  });

  it('renders a tool as a user', () => {
    const { roles } = parse().frame;
    expect(roles.tool).toEqual(roles.user);
    expect(roles.user.length).toBe(4);
  });

  it('encodes no text as nothing', async () => {
    expect((await parse().encode('')).ids.length).toBe(0);
  });

  it('lets other work go on during a long text, and stops when it is told to', async () => {
    const stop = new AbortController();
    const text = Array.from({ length: 1e6 }, (_, k) =>
      String.fromCharCode(97 + ((k * k) % 26)),
    ).join('');
    const encoded = parse().encode(text, { signal: stop.signal });
    setTimeout(() => stop.abort(), 1);
    await expect(encoded).rejects.toThrow('abort');
  });

  it.each<[string, object, string]>([
    ['another model', { model: { ...file.model, type: 'Unigram' } }, 'of a kind'],
    ['a normaliser', { normalizer: { type: 'NFC' } }, 'of a kind'],
    ['another way to split', { pre_tokenizer: { type: 'Metaspace' } }, 'of a kind'],
    ['no control tokens', { added_tokens: [], model: { ...file.model, vocab: {} } }, 'no token'],
  ])('refuses %s in one sentence', (_, changes, message) => {
    expect(() => parse(changes)).toThrow(message);
  });

  it('refuses what is not JSON', () => {
    expect(() => Tokenizer.parse('{', rendering)).toThrow('not valid JSON');
  });
});
