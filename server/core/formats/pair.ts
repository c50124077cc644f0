import type { Turn } from '../sample.ts';
import { withFate } from './turn-text.ts';

/**
 * The turns of a preference: the context, the chosen answer, the rejected one. What both answers begin
 * with is context too, up to the last answer of either; a prompt that the answers repeat counts once.
 */
export function pairTurns(
  prompt: readonly Turn[],
  chosen: readonly Turn[],
  rejected: readonly Turn[],
): Turn[] {
  const shared = sharedPrefix(chosen, rejected);
  const isDialogue = chosen[0] !== undefined && chosen[0].role !== 'assistant';
  const repeated = new Set(isDialogue ? chosen.map(identity) : []);
  return [
    ...prompt.filter((turn) => !repeated.has(identity(turn))),
    ...chosen.slice(0, shared).map((turn) => withFate(turn, 'context')),
    ...chosen.slice(shared),
    ...rejected.slice(shared).map((turn) => withFate(turn, 'rejected')),
  ];
}

/** The turns of a rated answer: pushed toward if it is liked, away from if not. */
export function ratedTurns(
  prompt: readonly Turn[],
  answer: readonly Turn[],
  isLiked: boolean,
): Turn[] {
  const rated = isLiked
    ? answer
    : answer.map((turn) => withFate(turn, turn.trained ? 'rejected' : 'context'));
  return [...prompt.map((turn) => withFate(turn, 'context')), ...rated];
}

/** Splits a dialogue before its last trained turn: what is rated is the last answer only. */
export function splitLastAnswer(turns: readonly Turn[]): { prompt: Turn[]; answer: Turn[] } {
  const last = turns.findLastIndex(({ trained }) => trained);
  if (last < 0) return { prompt: [...turns], answer: [] };
  return { prompt: turns.slice(0, last), answer: turns.slice(last) };
}

function sharedPrefix(chosen: readonly Turn[], rejected: readonly Turn[]): number {
  const limit = Math.min(lastAnswer(chosen), lastAnswer(rejected));
  let count = 0;
  while (count < limit && isSame(chosen[count], rejected[count])) count += 1;
  return count;
}

/** The index of the last trained turn, or of the last turn if none is trained. */
function lastAnswer(turns: readonly Turn[]): number {
  const last = turns.findLastIndex(({ trained }) => trained);
  return last < 0 ? turns.length - 1 : last;
}

function isSame(a: Turn | undefined, b: Turn | undefined): boolean {
  return a?.role === b?.role && a?.text === b?.text;
}

function identity({ role, text }: Turn): string {
  return `${role} ${text}`;
}
