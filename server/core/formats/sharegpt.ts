import { anyMember, arrayMember, has, member } from '../jsonl/access.ts';
import type { JsonObject } from '../jsonl/json-node.ts';
import { flagOf } from './flags.ts';
import type { Format } from './format.ts';
import { messageList, messageTurns } from './messages.ts';
import type { ReadingContext } from './messages.ts';
import { pairTurns, ratedTurns, splitLastAnswer } from './pair.ts';
import { answerTurns, systemTurns } from './prompt.ts';
import { withFate } from './turn-text.ts';

/**
 * `{conversations: [{from, value}]}`: ShareGPT, also with `role` and `content`, or under
 * `conversation`. The turns of `gpt` and
 * `function_call` are trained; with `chosen` and `rejected` the conversation is their prompt, with
 * `kto_tag` only the last answer counts.
 */
export const sharegpt: Format = {
  id: 'sharegpt',

  recognises: (root) => has(root, 'conversations') || hasConversation(root),

  read({ root, line }) {
    const list = messageList(root, 'conversations', 'conversation');
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

/** Whether `conversation` is a list of messages, and not, for example, of pairs or a text. */
function hasConversation(root: JsonObject): boolean {
  const first = arrayMember(root, 'conversation')?.items[0];
  if (first?.type !== 'object') return false;
  const role = anyMember(first, ['role', 'from']);
  return role?.type === 'string' && has(first, 'content', 'value', 'tool_calls');
}
