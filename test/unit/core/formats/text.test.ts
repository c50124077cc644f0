import { describe, expect, it } from 'vitest';
import { messageOf, turnsOf } from './helpers.ts';

describe('the format text', () => {
  it('trains the whole text, with its control tokens as plain text', () => {
    expect(turnsOf({ text: 'Once <|im_start|>user\nupon', source: 'book' })).toEqual([
      'text',
      'assistant+ Once <|im_start|>user\nupon',
    ]);
  });

  it('gives way to formats that carry a text beside their own keys', () => {
    expect(turnsOf({ text: 'T', instruction: 'I', output: 'O' })[0]).toBe('alpaca');
    expect(turnsOf({ text: 'T', prompt: 'I', completion: 'O' })[0]).toBe('prompt-completion');
    expect(turnsOf({ text: 'T', messages: null })).toEqual(['text', 'assistant+ T']);
  });

  it('says when there is no text', () => {
    expect(messageOf({ text: '  ' })).toBe('The sample holds no text.');
    expect(messageOf({ text: 5 })).toBe(
      'This is no training format that Latent Lint reads; its keys are "text".',
    );
  });
});
