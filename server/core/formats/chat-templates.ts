import { roles, type Role } from '../sample.ts';

/** Whose turn a place of a rendered chat belongs to; null between turns. */
export type Speaker = Role | null;

/** A fixed text of a template: what stands around the turns and belongs to none of them. */
export interface TemplateMarker {
  readonly text: string;
  /** Whose turn begins after it, or null if one ends. `named`: the role is spelled after it. */
  readonly begins: Speaker | 'named';
  /** What ends the name of a role; only for `named`. */
  readonly nameEnds?: readonly string[];
  /** In whose turn it may stand. Elsewhere the text is not of this template. */
  readonly after: readonly Speaker[];
  /** Whether what follows goes on with the same turn, on a new line. */
  readonly joins?: boolean;
  /** Whether a line break that follows belongs to it. */
  readonly breaksLine?: boolean;
}

/** How one family of models writes a chat as one text. */
export interface ChatTemplate {
  readonly name: string;
  readonly markers: readonly TemplateMarker[];
  /** Whether a marker counts anywhere or only at the start of a line. */
  readonly place: 'anywhere' | 'line';
  /** What of a turn's ends is no text of it: nothing, spaces, or spaces and tokens that end a text. */
  readonly edges: 'exact' | 'spaces' | 'end-tokens';
  /** Whether text before the first marker is a system turn. Else there must be none. */
  readonly preamble: boolean;
}

const betweenTurns = [null] as const;

const chatMl: ChatTemplate = {
  name: 'ChatML',
  ...{ place: 'anywhere', edges: 'exact', preamble: false },
  markers: [
    {
      ...{ text: '<|im_start|>', begins: 'named', after: betweenTurns },
      nameEnds: ['\n', '<|im_sep|>'],
    },
    { text: '<|im_end|>', begins: null, after: roles },
  ],
};

const llama3: ChatTemplate = {
  name: 'Llama 3',
  ...{ place: 'anywhere', edges: 'spaces', preamble: false },
  markers: [
    {
      ...{ text: '<|start_header_id|>', begins: 'named', after: betweenTurns },
      nameEnds: ['<|end_header_id|>'],
    },
    { text: '<|eot_id|>', begins: null, after: roles },
    { text: '<|eom_id|>', begins: null, after: roles },
  ],
};

const gemma: ChatTemplate = {
  name: 'Gemma',
  ...{ place: 'anywhere', edges: 'spaces', preamble: false },
  markers: [
    { text: '<start_of_turn>', begins: 'named', nameEnds: ['\n'], after: betweenTurns },
    { text: '<end_of_turn>', begins: null, after: roles },
  ],
};

/** Llama 2 and Mistral. */
const instructions: ChatTemplate = {
  name: 'Llama 2',
  ...{ place: 'anywhere', edges: 'spaces', preamble: false },
  markers: [
    { text: '[SYSTEM_PROMPT]', begins: 'system', after: betweenTurns },
    { text: '[/SYSTEM_PROMPT]', begins: null, after: ['system'] },
    { text: '[INST]', begins: 'user', after: [null, 'assistant'] },
    { text: '<<SYS>>', begins: 'system', after: ['user'] },
    { text: '<</SYS>>', begins: 'user', after: ['system'] },
    { text: '[/INST]', begins: 'assistant', after: ['user'] },
    { text: '</s>', begins: null, after: [null, 'assistant'] },
  ],
};

/** Phi, Zephyr, TinyLlama and their kin. */
const bars: ChatTemplate = {
  name: 'Zephyr',
  ...{ place: 'anywhere', edges: 'exact', preamble: false },
  markers: [
    barMarker('system', betweenTurns),
    barMarker('user', [null, 'system', 'assistant', 'tool']),
    barMarker('assistant', [null, 'user', 'tool']),
    barMarker('tool', [null, 'assistant']),
    { text: '<|end|>', begins: null, after: roles },
    { text: '</s>', begins: null, after: [null, ...roles] },
    { text: '<|endoftext|>', begins: null, after: [null, ...roles] },
  ],
};

function barMarker(role: Role, after: readonly Speaker[]): TemplateMarker {
  return { text: `<|${role}|>`, begins: role, after, breaksLine: true };
}

const alpaca: ChatTemplate = {
  name: 'Alpaca',
  ...{ place: 'line', edges: 'end-tokens', preamble: true },
  markers: [
    { text: '### Instruction:', begins: 'user', after: [null, 'assistant'] },
    { text: '### Input:', begins: 'user', after: ['user'], joins: true },
    { text: '### Response:', begins: 'assistant', after: ['user'] },
  ],
};

/** Guanaco writes its turns without line breaks between them. */
const guanaco: ChatTemplate = {
  name: 'Guanaco',
  ...{ place: 'anywhere', edges: 'end-tokens', preamble: true },
  markers: [
    { text: '### System:', begins: 'system', after: betweenTurns },
    { text: '### Human:', begins: 'user', after: [null, 'system', 'assistant'] },
    { text: '### User:', begins: 'user', after: [null, 'system', 'assistant'] },
    { text: '### Assistant:', begins: 'assistant', after: ['user'] },
  ],
};

const names: ChatTemplate = {
  name: 'names',
  ...{ place: 'line', edges: 'end-tokens', preamble: false },
  markers: [
    ...['System:', 'SYSTEM:'].map((text) => nameMarker(text, 'system', betweenTurns)),
    ...['User:', 'USER:', 'Human:', 'HUMAN:'].map((text) =>
      nameMarker(text, 'user', [null, 'system', 'assistant']),
    ),
    ...['Assistant:', 'ASSISTANT:'].map((text) => nameMarker(text, 'assistant', ['user'])),
  ],
};

function nameMarker(text: string, begins: Role, after: readonly Speaker[]): TemplateMarker {
  return { text, begins, after };
}

/** Every template that is recognised, the most distinctive first; the first that fits reads a text. */
export const chatTemplates: readonly ChatTemplate[] = [
  chatMl,
  llama3,
  gemma,
  instructions,
  bars,
  alpaca,
  guanaco,
  names,
];

/** Tokens that end a text or a turn of it. */
export const endTokens: readonly string[] = [
  '</s>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot_id|>',
  '<|im_end|>',
  '<end_of_turn>',
  '<eos>',
];

/** Tokens that may stand around and between the turns of every template. */
export const frameTokens: readonly string[] = [...endTokens, '<s>', '<bos>', '<|begin_of_text|>'];
