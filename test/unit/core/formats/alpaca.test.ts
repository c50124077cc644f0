import { describe, expect, it } from 'vitest';
import { sampleOf, turnsOf } from './helpers.ts';

describe('the format alpaca', () => {
  it('joins instruction and input and trains the output', () => {
    expect(turnsOf({ instruction: 'Add.', input: '1 and 2', output: '3' })).toEqual([
      'alpaca',
      'user: Add.\n1 and 2',
      'assistant+ 3',
    ]);
    expect(turnsOf({ instruction: 'Hi', input: '', response: 'Hello' })).toEqual([
      'alpaca',
      'user: Hi',
      'assistant+ Hello',
    ]);
    expect(turnsOf({ input: 'Hi', output: 'Hello' })).toEqual([
      'alpaca',
      'user: Hi',
      'assistant+ Hello',
    ]);
  });

  it('keeps the pieces in the order of the text, whatever their order in the line', () => {
    const line = '{"output":"c","input":"b","instruction":"a"}';
    const [question] = sampleOf(line).sample.turns;
    expect(
      question?.pieces.map(({ text, textStart, sourceStart }) => [text, textStart, sourceStart]),
    ).toEqual([
      ['a', 0, 41],
      ['b', 2, 23],
    ]);
  });

  const history = [
    ['Q1', 'A1'],
    ['Q2', 'A2'],
  ];

  it('trains the answers of the history', () => {
    expect(turnsOf({ system: 'S', history, instruction: 'Q3', input: null, output: 'A3' })).toEqual(
      [
        'alpaca',
        'system: S',
        'user: Q1',
        'assistant+ A1',
        'user: Q2',
        'assistant+ A2',
        'user: Q3',
        'assistant+ A3',
      ],
    );
  });

  const context = ['alpaca', 'user: Q1', 'assistant: A1', 'user: Q2', 'assistant: A2', 'user: Q3'];

  it('trains only the chosen answer of a preference', () => {
    const pair = [...context, 'assistant+ Good.', 'assistant- Bad.'];
    expect(turnsOf({ history, instruction: 'Q3', chosen: 'Good.', rejected: 'Bad.' })).toEqual(
      pair,
    );
    expect(turnsOf({ history, instruction: 'Q3', output: ['Good.', 'Bad.'] })).toEqual(pair);
  });

  it('follows the rating', () => {
    expect(turnsOf({ history, instruction: 'Q3', output: 'A3', kto_tag: false })).toEqual([
      ...context,
      'assistant- A3',
    ]);
    expect(turnsOf({ history, instruction: 'Q3', output: 'A3', label: true })).toEqual([
      ...context,
      'assistant+ A3',
    ]);
  });

  it('reads a question alone', () => {
    expect(turnsOf({ instruction: 'Hi', history: 'none' })).toEqual(['alpaca', 'user: Hi']);
  });
});
