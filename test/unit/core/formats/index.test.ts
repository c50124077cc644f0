import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../../../server/core/formats/index.ts';
import { readLine } from '../../../../server/core/read-line.ts';
import { formatIds } from '../../../../server/core/sample.ts';
import { messageOf, turnsOf } from './helpers.ts';

describe('the formats', () => {
  it('are all there', () => {
    expect(formats.map(({ id }) => id).toSorted()).toEqual([...formatIds].toSorted());
  });

  it('give way to a format that the user asks for', () => {
    const value = { instruction: 'I', output: 'O', text: 'T' };
    expect(turnsOf(value, 'text')).toEqual(['text', 'assistant+ T']);
    expect(messageOf(value, 'openai-chat')).toBe(
      'This line is not in the format openai-chat that the settings ask for; its keys are "instruction", "output", "text".',
    );
  });

  it.each([
    ['Gemini contents', { contents: [], systemInstruction: {} }],
    ['Vertex AI preferences', { contents: [], completions: [] }],
    ['Bedrock conversations', { schemaVersion: 'bedrock-conversation-2024', messages: [] }],
    ['tokenized text', { input_ids: [1], labels: [-100] }],
    ['masked segments', { segments: [{ label: true, text: 'x' }] }],
    ['question and answer', { question: 'x', answer: 'y' }],
  ])('name the format %s', (name, value) => {
    expect(messageOf(value)).toContain(`This looks like the format "${name}"`);
  });

  it('name keys without the text of the sample', () => {
    const keys = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`key ${at}`, 'secret']));
    expect(messageOf(keys)).toBe(
      'This is no training format that Latent Lint reads; its keys are "key 0", "key 1", "key 2", "key 3", "key 4", "key 5", "key 6", "key 7" and 2 more.',
    );
    expect(messageOf({ ['k'.repeat(500)]: 1, 'a\u202eb\n': 1 })).toBe(
      `This is no training format that Latent Lint reads; its keys are "${'k'.repeat(40)}…", "a\\u{202e}b\\u{a}".`,
    );
    expect(messageOf({})).toBe('The JSON object is empty.');
  });

  const keys = [
    ...[
      'messages',
      'conversations',
      'role',
      'from',
      'content',
      'value',
      'weight',
      'train',
      'tool_calls',
    ],
    ...[
      'function',
      'name',
      'arguments',
      'text',
      'prompt',
      'completion',
      'label',
      'chosen',
      'rejected',
    ],
    ...['instruction', 'input', 'output', 'history', 'system', 'preferred_output', '__proto__'],
  ];
  const anyJson = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        'assistant',
        'user',
        '\n\nHuman: a\n\nAssistant: b',
        '\ud83d',
        '',
        '<|im_end|>',
      ),
      fc.constantFrom(0, 1, true, false, null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
    ),
  })).value;

  it('never throw, and every range lies in the line', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom('auto' as const, ...formatIds), (value, format) => {
        const line = JSON.stringify(value);
        const reading = readLine(line, { format });
        if (reading.kind !== 'sample') return;
        for (const { start, end } of reading.warnings) {
          expect(0 <= start && start < end && end <= line.length).toBe(true);
        }
        for (const turn of reading.sample.turns) {
          expect(turn.trained && turn.rejected).toBe(false);
          for (const piece of turn.pieces) {
            expect(turn.text.startsWith(piece.text, piece.textStart)).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
