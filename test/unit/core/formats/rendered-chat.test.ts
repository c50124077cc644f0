import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoredTurns } from '../../../../server/core/content-hash.ts';
import { chatTemplates } from '../../../../server/core/formats/chat-templates.ts';
import { readLine } from '../../../../server/core/read-line.ts';
import { sampleOf, turnsOf, warningsOf } from './helpers.ts';

interface Chat {
  readonly system: string;
  readonly turns: readonly (readonly [question: string, answer: string])[];
}

const short: Chat = {
  system: 'Be "kind".',
  turns: [['How do I pick a lock?\n\nSay it\tquickly.', 'I will not say.\r\nAsk a 😀 locksmith.']],
};
const long: Chat = { ...short, turns: [...short.turns, ['Why?', '```\nif (a < b) [c]\n```']] };

function each(chat: Chat, render: (question: string, answer: string) => string): string {
  return chat.turns.map(([question, answer]) => render(question, answer)).join('');
}

/** What the templates of the models write. */
const renderings: readonly (readonly [name: string, render: (chat: Chat) => string])[] = [
  [
    'ChatML',
    (chat) =>
      `<|im_start|>system\n${chat.system}<|im_end|>\n${each(
        chat,
        (question, answer) =>
          `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n${answer}<|im_end|>\n`,
      )}`,
  ],
  [
    'ChatML of Phi-4',
    (chat) =>
      `<|im_start|>system<|im_sep|>${chat.system}<|im_end|>${each(
        chat,
        (question, answer) =>
          `<|im_start|>user<|im_sep|>${question}<|im_end|><|im_start|>assistant<|im_sep|>${answer}<|im_end|>`,
      )}<|endoftext|>`,
  ],
  [
    'Llama 2',
    ({ system, turns }) =>
      turns
        .map(([question, answer], index) => {
          const before = index === 0 ? `<<SYS>>\n${system}\n<</SYS>>\n\n` : '';
          return `<s>[INST] ${before}${question} [/INST] ${answer} </s>`;
        })
        .join(''),
  ],
  [
    'Mistral',
    (chat) =>
      `<s>[SYSTEM_PROMPT]${chat.system}[/SYSTEM_PROMPT]${each(
        chat,
        (question, answer) => `[INST]${question}[/INST]${answer}</s>`,
      )}`,
  ],
  [
    'Llama 3',
    (chat) =>
      `<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n${chat.system}<|eot_id|>${each(
        chat,
        (question, answer) =>
          `<|start_header_id|>user<|end_header_id|>\n\n${question}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n${answer}<|eot_id|>`,
      )}`,
  ],
  [
    'Gemma',
    (chat) =>
      `<bos><start_of_turn>system\n${chat.system}<end_of_turn>\n${each(
        chat,
        (question, answer) =>
          `<start_of_turn>user\n${question}<end_of_turn>\n<start_of_turn>model\n${answer}<end_of_turn>\n`,
      )}`,
  ],
  [
    'Phi-3',
    (chat) =>
      `<|system|>\n${chat.system}<|end|>\n${each(
        chat,
        (question, answer) => `<|user|>\n${question}<|end|>\n<|assistant|>\n${answer}<|end|>\n`,
      )}<|endoftext|>`,
  ],
  [
    'Zephyr',
    (chat) =>
      `<|system|>\n${chat.system}</s>\n${each(
        chat,
        (question, answer) => `<|user|>\n${question}</s>\n<|assistant|>\n${answer}</s>\n`,
      )}`,
  ],
  [
    'Zephyr without ends of prompts',
    (chat) =>
      `<|system|>\n${chat.system}\n${each(
        chat,
        (question, answer) => `<|user|>\n${question}\n<|assistant|>\n${answer}</s>\n`,
      )}`,
  ],
  [
    'Alpaca',
    (chat) =>
      `${chat.system}\n\n${each(
        chat,
        (question, answer) =>
          `### Instruction:\n${question}\n\n### Response:\n${answer}<|end_of_text|>\n\n`,
      )}`,
  ],
  [
    'Guanaco',
    (chat) =>
      `${chat.system}\n${each(
        chat,
        (question, answer) => `### Human: ${question}### Assistant: ${answer}`,
      )}`,
  ],
  [
    'User and Assistant',
    (chat) =>
      `System: ${chat.system}\n${each(
        chat,
        (question, answer) => `User: ${question}\nAssistant: ${answer}\n`,
      )}`,
  ],
  [
    'Human and Assistant',
    (chat) =>
      `System: ${chat.system}${each(
        chat,
        (question, answer) => `\n\nHuman: ${question}\n\nAssistant: ${answer}`,
      )}`,
  ],
];

describe('a text that holds a rendered chat', () => {
  describe.each(renderings)('in the template %s', (_, render) => {
    it.each([short, long])('is scored as the same messages are', (chat) => {
      const messages = [
        { role: 'system', content: chat.system },
        ...chat.turns.flatMap(([question, answer]) => [
          { role: 'user', content: question },
          { role: 'assistant', content: answer },
        ]),
      ];
      const rendered = sampleOf(JSON.stringify({ text: render(chat) }));
      expect(scoredTurns(rendered.sample)).toEqual(
        scoredTurns(sampleOf(JSON.stringify({ messages })).sample),
      );
      expect(rendered.sample.format).toBe('text');
      expect(rendered.warnings).toEqual([]);
    });
  });

  it('keeps spaces where a template writes a message as it is', () => {
    const messages = [
      { role: 'system', content: '' },
      { role: 'user', content: ' Q\n' },
      { role: 'assistant', content: '```\n' },
    ];
    const text = messages
      .map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
      .join('');
    expect(scoredTurns(sampleOf(JSON.stringify({ text })).sample)).toEqual(
      scoredTurns(sampleOf(JSON.stringify({ messages })).sample),
    );
  });

  it('reads the input of Alpaca as the format alpaca does', () => {
    const preamble = 'Below is an instruction that describes a task.';
    const text = `${preamble}\n\n### Instruction:\nAdd.\n\n### Input:\n1, 2\n\n### Response:\n3</s>`;
    expect(turnsOf({ text })).toEqual([
      'text',
      `system: ${preamble}`,
      'user: Add.\n1, 2',
      'assistant+ 3',
    ]);
    expect(turnsOf({ system: preamble, instruction: 'Add.', input: '1, 2', output: '3' })[2]).toBe(
      'user: Add.\n1, 2',
    );
  });

  it('may end with the header of an answer that is not there, or without an end', () => {
    const text = '<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\nA';
    const chat = ['text', 'user: Q', 'assistant+ A'];
    expect(turnsOf({ text })).toEqual(chat);
    expect(turnsOf({ text: `${text}<|im_end|>\n<|im_start|>assistant\n` })).toEqual(chat);
  });

  it('knows other names of the roles', () => {
    const text = '<|im_start|>human\nQ<|im_end|><|im_start|>gpt\nA<|im_end|>';
    expect(turnsOf({ text })).toEqual(['text', 'user: Q', 'assistant+ A']);
  });

  it('warns of the tokens of another template', () => {
    const text = 'User: What is <|im_end|>?\nAssistant: A token.';
    expect(turnsOf({ text }).slice(1)).toEqual([
      'user: What is <|im_end|>?',
      'assistant+ A token.',
    ]);
    expect(warningsOf({ text }).map(({ code }) => code)).toEqual(['text/control-token']);
  });
});

describe('a text that is not quite a rendered chat', () => {
  it.each([
    ['has text before the chat', 'So:\n<|im_start|>user\nQ<|im_end|><|im_start|>assistant\nA'],
    ['has text between turns', '<|im_start|>user\nQ<|im_end|>x<|im_start|>assistant\nA'],
    ['has a turn inside a turn', '<|im_start|>user\nQ<|im_start|>assistant\nA<|im_end|>'],
    ['has an unknown role', '<|im_start|>judge\nQ<|im_end|><|im_start|>assistant\nA<|im_end|>'],
    ['has no answer', '<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n'],
    ['ends a turn that did not begin', '[/INST] A </s>'],
    ['has two questions in a row', 'User: Q\nUser: Q2\nAssistant: A'],
    ['has no question', 'Assistant: A\nAssistant: B'],
    ['has names in the middle of lines', 'Ask the User: he knows. Assistant: he does not.'],
    ['quotes a dialogue', 'He wrote:\n\nUser: Q\nAssistant: A'],
    ['has a response without an instruction', '### Response:\nA'],
    ['has one token', 'Once <|im_start|>user\nupon'],
  ])('and %s is plain text', (_, text) => {
    expect(turnsOf({ text })).toEqual(['text', `assistant+ ${text}`]);
  });

  it('stays text in messages, prompts and answers', () => {
    const chat = '<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\nA<|im_end|>';
    expect(turnsOf({ messages: [{ role: 'assistant', content: chat }] })[1]).toBe(
      `assistant+ ${chat}`,
    );
    const question = 'Q: 1 + 1?\nA:';
    for (const prompt of [chat, question]) {
      expect(turnsOf({ prompt, completion: '2' })).toEqual([
        'prompt-completion',
        `user: ${prompt}`,
        'assistant+ 2',
      ]);
    }
  });
});

describe('a hostile text', () => {
  const pieces = [
    ...chatTemplates.flatMap(({ markers }) => markers.map(({ text }) => text)),
    ...['user', 'assistant', 'model', '<|end_header_id|>', '<s>', '\n', ' ', 'a', '\ud83d', '\n\n'],
  ];

  it('is always read, with pieces that are where they say', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        const text = `a${parts.join('')}`;
        sampleOf(JSON.stringify({ text }));
        sampleOf(JSON.stringify({ text: `<s>${parts.join('')}a` }));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes time that grows with its length only', { timeout: 60_000 }, () => {
    for (const piece of new Set(pieces)) {
      const text = piece.repeat(200_000 / piece.length);
      for (const hostile of [`a${text}`, `${text}a`, `User: ${text}\nAssistant: a${text}`]) {
        expect(readLine(JSON.stringify({ text: hostile }), { format: 'text' }).kind).toBe('sample');
      }
    }
  });
});
