import { describe, expect, it } from 'vitest';
import { contentHash, scoredTurns } from '../../../server/core/content-hash.ts';
import { readLine } from '../../../server/core/read-line.ts';
import type { ScoredTurn } from '../../../server/core/scoring/sample-score.ts';

function turnsOf(value: unknown): ScoredTurn[] {
  const reading = readLine(JSON.stringify(value), { format: 'auto' });
  if (reading.kind !== 'sample') throw new Error(JSON.stringify(reading));
  return scoredTurns(reading.sample);
}

const turn: ScoredTurn = { role: 'assistant', text: 'ab', trained: true, rejected: false };

describe('contentHash', () => {
  it('is the same for the same turns in other formats', () => {
    const chat = turnsOf({
      messages: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'A' },
      ],
    });
    expect(chat).toEqual([
      { role: 'user', text: 'Q', trained: false, rejected: false },
      { role: 'assistant', text: 'A', trained: true, rejected: false },
    ]);
    expect(contentHash(turnsOf({ completion: 'A', prompt: 'Q' }))).toBe(contentHash(chat));
    expect(contentHash(turnsOf({ instruction: 'Q', output: 'A' }))).toBe(contentHash(chat));
  });

  it('stays what it was', () => {
    expect(contentHash([turn])).toBe(
      '9cc15bcf2755bf226f765f79dc3b77a0d480a6c3c8c779829566bd54484b8e73',
    );
  });

  it('differs for any other turns', () => {
    const lists: ScoredTurn[][] = [
      [],
      [turn],
      [{ ...turn, role: 'user' }],
      [{ ...turn, trained: false }],
      [{ ...turn, trained: false, rejected: true }],
      [
        { ...turn, text: 'a' },
        { ...turn, text: 'b' },
      ],
      [{ ...turn, text: '' }, turn],
      [{ ...turn, text: 'ab assistant 1 0 2\nab' }],
      [turn, turn],
      [{ ...turn, text: '\ud83d' }],
      [{ ...turn, text: '\ufffd' }],
      [{ ...turn, text: '\ude00' }],
      [{ ...turn, text: '😀' }],
    ];
    expect(new Set(lists.map(contentHash)).size).toBe(lists.length);
  });
});
