import { describe, expect, it } from 'vitest';
import { turnsOf } from './helpers.ts';

const input = {
  messages: [
    { role: 'system', content: 'S' },
    { role: 'user', content: 'Q' },
    { role: 'assistant', content: 'Early.' },
    { role: 'user', content: 'And?' },
  ],
  tools: [],
  parallel_tool_calls: true,
};
const context = ['openai-dpo', 'system: S', 'user: Q', 'assistant: Early.', 'user: And?'];

describe('the format openai-dpo', () => {
  it('trains the preferred output and rejects the other one', () => {
    expect(
      turnsOf({
        input,
        preferred_output: [{ role: 'assistant', content: 'Good.' }],
        non_preferred_output: [{ role: 'assistant', content: 'Bad.' }],
      }),
    ).toEqual([...context, 'assistant+ Good.', 'assistant- Bad.']);
  });

  it('takes texts for lists of messages', () => {
    expect(
      turnsOf({ input: 'Q', preferred_output: 'Good.', non_preferred_output: 'Bad.' }),
    ).toEqual(['openai-dpo', 'user: Q', 'assistant+ Good.', 'assistant- Bad.']);
  });

  it('reads tool messages in outputs as context', () => {
    expect(
      turnsOf({
        input: { messages: [{ role: 'user', content: 'Q' }] },
        preferred_output: [
          { role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: '{}' } }] },
          { role: 'tool', content: 'T' },
          { role: 'assistant', content: 'Good.' },
        ],
        non_preferred_output: [{ role: 'assistant', content: 'Bad.' }],
      }),
    ).toEqual([
      'openai-dpo',
      'user: Q',
      'assistant+ f {}',
      'tool: T',
      'assistant+ Good.',
      'assistant- Bad.',
    ]);
  });

  it('reads an incomplete pair', () => {
    expect(turnsOf({ input, non_preferred_output: 'Bad.' })).toEqual([
      ...context,
      'assistant- Bad.',
    ]);
  });
});
