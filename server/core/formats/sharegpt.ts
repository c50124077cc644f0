import { has, member } from '../jsonl/access.ts';
import { flagOf } from './flags.ts';
import type { Format } from './format.ts';
import { messageList, messageTurns } from './messages.ts';
import type { ReadingContext } from './messages.ts';
import { pairTurns, ratedTurns, splitLastAnswer } from './pair.ts';
import { answerTurns, systemTurns } from './prompt.ts';
import { withFate } from './turn-text.ts';

/**
 * `{conversations: [{from, value}]}`: ShareGPT, also with `role` and `content`. The turns of `gpt` and
 * `function_call` are trained; with `chosen` and `rejected` the conversation is their prompt, with
 * `kto_tag` only the last answer counts.
 */
export const sharegpt: Format = {
  id: 'sharegpt',

  recognises: (root) => has(root, 'conversations'),

  read({ root, line }) {
    const list = messageList(root, 'conversations');
    if (typeof list === 'string') return { message: list };
    const context: ReadingContext = { line, warnings: [] };
    const { warnings } = context;
    const turns = [...systemTurns(root), ...messageTurns(list, context)];
    if (has(root, 'chosen', 'rejected')) {
      const prompt = turns.map((turn) => withFate(turn, 'context'));
      const chosen = answerTurns(member(root, 'chosen'), context);
      const rejected = answerTurns(member(root, 'rejected'), context);
      return { turns: pairTurns(prompt, chosen, rejected), warnings };
    }
    const isLiked = flagOf(root, 'kto_tag', 'label');
    if (isLiked === null) return { turns, warnings };
    const { prompt, answer } = splitLastAnswer(turns);
    return { turns: ratedTurns(prompt, answer, isLiked), warnings };
  },
};
