import { describe, expect, it } from 'vitest';
import { messageOf, turnsOf } from './helpers.ts';

describe('the format prompt-completion', () => {
  it('trains the completion', () => {
    expect(turnsOf({ prompt: 'Q ->', completion: ' A\n' })).toEqual([
      'prompt-completion',
      'user: Q ->',
      'assistant+  A\n',
    ]);
  });

  it('takes a response for a completion', () => {
    expect(turnsOf({ prompt: 'Q', response: 'A', system: 'S' })).toEqual([
      'prompt-completion',
      'system: S',
      'user: Q',
      'assistant+ A',
    ]);
    expect(messageOf({ response: 'A' })).toContain('its keys are "response"');
  });

  it('reads messages', () => {
    expect(
      turnsOf({
        prompt: [
          { role: 'system', content: 'S' },
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: 'Shown.' },
          { role: 'user', content: 'Q2' },
        ],
        completion: [{ role: 'assistant', content: 'A' }],
      }),
    ).toEqual([
      'prompt-completion',
      'system: S',
      'user: Q',
      'assistant: Shown.',
      'user: Q2',
      'assistant+ A',
    ]);
  });

  it('reads a prompt alone, with nothing trained', () => {
    expect(turnsOf({ prompt: 'Q', solution: '4' })).toEqual(['prompt-completion', 'user: Q']);
    expect(turnsOf({ prompt: [{ role: 'user', content: 'Q' }] })).toEqual([
      'prompt-completion',
      'user: Q',
    ]);
  });

  it('trains a completion without a prompt', () => {
    expect(turnsOf({ prompt: '', completion: 'A' })).toEqual(['prompt-completion', 'assistant+ A']);
  });

  it('splits a prompt that is a dialogue', () => {
    expect(turnsOf({ prompt: 'Be kind.\n\nHuman: Q\n\nAssistant:', completion: ' A' })).toEqual([
      'prompt-completion',
      'system: Be kind.',
      'user: Q',
      'assistant+  A',
    ]);
  });

  it('leaves a label that is no rating alone', () => {
    expect(turnsOf({ prompt: 'Q', completion: 'A', label: 'maths' })[0]).toBe('prompt-completion');
  });

  it('does not take other formats with a prompt for its own', () => {
    expect(messageOf({ prompt: 'Q', completions: ['A', 'B'], labels: [true, false] })).toBe(
      'This looks like the format "stepwise supervision", which Latent Lint does not read; its keys are "prompt", "completions", "labels".',
    );
    expect(messageOf({ prompt: 'Q', generation: 'A' })).toContain('"prompt and generation"');
    expect(messageOf({ prompt: 'Q', answers: [{ answer: 'A', rank: 0 }] })).toContain(
      '"ranked answers"',
    );
  });
});
