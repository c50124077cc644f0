import { createHash } from 'node:crypto';
import type { Sample } from './sample.ts';
import type { ScoredTurn } from './scoring/sample-score.ts';

/** What of a sample decides its score: its turns, without their places in the line and without the format. */
export function scoredTurns(sample: Sample): ScoredTurn[] {
  return sample.turns.map(({ role, text, trained, rejected }) => ({
    role,
    text,
    trained,
    rejected,
  }));
}

/**
 * The sha256, in hex, of the turns. Every turn is preceded by its role, flags and length, so that no two
 * lists of turns have the same form; text is hashed as UTF-16, which keeps lone surrogates apart.
 */
export function contentHash(turns: readonly ScoredTurn[]): string {
  const hash = createHash('sha256');
  for (const { role, text, trained, rejected } of turns) {
    hash.update(`${role} ${trained ? 1 : 0} ${rejected ? 1 : 0} ${text.length}\n`);
    hash.update(text, 'utf16le');
  }
  return hash.digest('hex');
}
