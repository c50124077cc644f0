import type { Role } from '../sample.ts';
import type { ScoredTurn, SampleScore } from './sample-score.ts';

/** Which turns of a sample the model reads, and which of them it judges. */
export interface ScoringPlan {
  readonly basis: SampleScore['basis'];
  /** Indices of turns of the sample, ascending: the sequence that is rendered. */
  readonly sequence: readonly number[];
  /** Positions in `sequence`, ascending: the turns that are scored. */
  readonly targets: readonly number[];
}

/**
 * Chooses what to score. Trained turns are scored together, in one sequence that ends with the last of
 * them and holds no rejected turn. When no trained turn has text, the last assistant turn that has some
 * is scored for display, after the turns before it that are not rejected.
 * @returns null when there is nothing to score.
 */
export function planScoring(turns: readonly ScoredTurn[]): ScoringPlan | null {
  const isTrained = (turn: ScoredTurn): boolean => turn.trained && !turn.rejected;
  if (turns.some((turn) => isTrained(turn) && turn.text !== '')) {
    const sequence = contextBefore(turns, turns.findLastIndex(isTrained));
    const targets = sequence.flatMap((index, at) => {
      const turn = turns[index];
      return turn !== undefined && isTrained(turn) && turn.text !== '' ? [at] : [];
    });
    return { basis: 'trained', sequence, targets };
  }
  const shown = turns.findLastIndex(({ role, text }) => role === 'assistant' && text !== '');
  if (shown < 0) return null;
  const sequence = contextBefore(turns, shown);
  return { basis: 'display', sequence, targets: [sequence.length - 1] };
}

/** The turn `last` and every turn before it that is not rejected. */
function contextBefore(turns: readonly ScoredTurn[], last: number): number[] {
  return turns.flatMap((turn, index) =>
    index === last || (index < last && !turn.rejected) ? [index] : [],
  );
}

/**
 * The turns that turn `index` answers: those since the previous assistant turn (or the start), without
 * system turns unless there is nothing else (docs/pack-format.md, "The score").
 */
export function answeredTurns(roles: readonly Role[], index: number): number[] {
  const first = roles.slice(0, index).lastIndexOf('assistant') + 1;
  const between = Array.from({ length: index - first }, (_, at) => first + at);
  const spoken = between.filter((at) => roles[at] !== 'system');
  return spoken.length > 0 ? spoken : between;
}
