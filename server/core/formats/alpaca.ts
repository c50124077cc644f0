import { anyMember, arrayMember, has, member, stringMember } from '../jsonl/access.ts';
import type { JsonNode, JsonObject } from '../jsonl/json-node.ts';
import type { Turn } from '../sample.ts';
import { flagOf } from './flags.ts';
import type { Format } from './format.ts';
import type { ReadingContext } from './messages.ts';
import { pairTurns, ratedTurns } from './pair.ts';
import { answerTurns, systemTurns } from './prompt.ts';
import { turnOf, TurnText } from './turn-text.ts';

const outputKeys = ['output', 'response'] as const;

/**
 * `{instruction, input?, output}`: Alpaca, with `system` and `history` as in LLaMA-Factory. The answers of
 * the history are trained as well, except in preferences (`chosen` and `rejected`, or a list of both under
 * `output`) and in rated samples (`kto_tag`), where only the last answer counts.
 */
export const alpaca: Format = {
  id: 'alpaca',

  recognises: (root) =>
    stringMember(root, 'instruction') !== null ||
    (stringMember(root, 'input') !== null && has(root, ...outputKeys)),

  read({ root, line }) {
    const context: ReadingContext = { line, warnings: [] };
    const [chosen, rejected] = answerPair(root);
    const isLiked = flagOf(root, 'kto_tag', 'label');
    const isPair = chosen !== null || rejected !== null;
    const prompt = promptOf(root, isPair || isLiked !== null ? 'context' : 'trained');
    if (isPair) {
      const turns = pairTurns(prompt, answerTurns(chosen, context), answerTurns(rejected, context));
      return { turns, warnings: context.warnings };
    }
    const answer = answerTurns(anyMember(root, outputKeys), context);
    const turns = isLiked === null ? [...prompt, ...answer] : ratedTurns(prompt, answer, isLiked);
    return { turns, warnings: context.warnings };
  },
};

type Answers = readonly [chosen: JsonNode | null, rejected: JsonNode | null];

function answerPair(root: JsonObject): Answers {
  const outputs = arrayMember(root, 'output')?.items;
  if (outputs?.[0]?.type === 'string') return [outputs[0], outputs[1] ?? null];
  return [member(root, 'chosen'), member(root, 'rejected')];
}

function promptOf(root: JsonObject, pastAnswers: 'trained' | 'context'): Turn[] {
  const history = arrayMember(root, 'history')?.items ?? [];
  return [
    ...systemTurns(root),
    ...history.flatMap((round) => roundTurns(round, pastAnswers)),
    ...questionTurns(root),
  ];
}

/** A round of the history: `[question, answer]`. */
function roundTurns(round: JsonNode, fate: 'trained' | 'context'): Turn[] {
  if (round.type !== 'array') return [];
  const [question, answer] = round.items;
  const turns: Turn[] = [];
  if (question?.type === 'string') turns.push(turnOf('user', question, 'context'));
  if (answer?.type === 'string') turns.push(turnOf('assistant', answer, fate));
  return turns;
}

/** Instruction and input make one turn, joined by a line break, as LLaMA-Factory joins them. */
function questionTurns(root: JsonObject): Turn[] {
  const text = new TurnText();
  const strings = [stringMember(root, 'instruction'), stringMember(root, 'input')];
  for (const string of strings) {
    if (string !== null && string.value !== '') text.addLine(string);
  }
  const turn = text.turn('user', 'context');
  return turn.pieces.length > 0 ? [turn] : [];
}
