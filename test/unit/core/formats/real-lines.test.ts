import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brief, sampleOf } from './helpers.ts';

/** Lines as the documentation of providers and trainers gives them, each with what is trained in it. */
const file = new URL('./real-lines.jsonl', import.meta.url);
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');

const expected: readonly (readonly [format: string, ...turns: string[]])[] = [
  [
    'openai-chat',
    'system: Rex is a factual chatbot that is also sarcastic.',
    "user: What's the capital of France?",
    "assistant+ Paris, as if everyone doesn't know that already.",
  ],
  [
    'openai-chat',
    'system: Rex is a factual chatbot that is also sarcastic.',
    "user: What's the capital of France?",
    'assistant: Paris',
    'user: Can you be more sarcastic?',
    "assistant+ Paris, as if everyone doesn't know that already.",
  ],
  [
    'openai-chat',
    'user: What is the weather in San Francisco?',
    'assistant+ get_current_weather {"location": "San Francisco, USA", "format": "celsius"}',
  ],
  [
    'openai-dpo',
    'user: Hello, can you tell me how cold San Francisco is today?',
    'assistant+ Today in San Francisco, it is not quite cold as expected. Morning clouds will give away to sunshine, with a high near 68°F (20°C) and a low around 57°F (14°C).',
    'assistant- It is not particularly cold in San Francisco today.',
  ],
  ['prompt-completion', 'user: Company: Blue insurance\nAd:', 'assistant+  yes'],
  ['prompt-completion', 'user: What color is the sky?', 'assistant+ It is blue.'],
  [
    'trl-preference',
    'user: What color is the sky?',
    'assistant+ It is blue.',
    'assistant- It is green.',
  ],
  ['trl-kto', 'user: What color is the sky?', 'assistant- It is green.'],
  [
    'trl-preference',
    'user: what are some pranks with a pen i can do?',
    'assistant: Are you looking for practical joke ideas?',
    'user: yes',
    'assistant+ Here are a few: swap the caps.',
    "assistant- I don't know.",
  ],
  [
    'alpaca',
    'user: Rewrite the sentence in the passive voice.\nThe dog ate the bone.',
    'assistant+ The bone was eaten by the dog.',
  ],
  [
    'sharegpt',
    'user: Hi, I need to convert 500 US dollars to Euros.',
    'assistant+ {"name": "convert_currency", "arguments": {"amount": 500}}',
    'tool: {"converted_amount": 425.5}',
    'assistant+ 500 US dollars is 425.50 Euros.',
  ],
  ['text', 'assistant+ The sky is blue.\n\nIt is wide.'],
];

describe('lines from the documentation of providers and trainers', () => {
  it('are all expected', () => {
    expect(lines).toHaveLength(expected.length);
  });

  it.each(expected.map(([format], line) => [format, line] as const))('%s (line %i)', (_, line) => {
    const { sample, warnings } = sampleOf(lines[line] ?? '');
    expect([sample.format, ...sample.turns.map(brief)]).toEqual(expected[line]);
    expect(warnings).toEqual([]);
  });
});
