import { arrayMember, has } from '../jsonl/access.ts';
import type { Turn } from '../sample.ts';
import { flagOf } from './flags.ts';
import type { Format } from './format.ts';
import { messageList, messageTurns, warnOfWeight } from './messages.ts';
import type { ReadingContext } from './messages.ts';
import { systemTurns } from './prompt.ts';
import { withFate } from './turn-text.ts';
import { weightZero } from './weight-zero.ts';

/**
 * `{messages: [{role, content, ...}]}`: OpenAI chat fine-tuning and everything that follows it, with tool
 * calls, content parts, refusals and weights. A `system` text beside the messages is read as well.
 */
export const openaiChat: Format = {
  id: 'openai-chat',

  recognises: (root) => has(root, 'messages') && !has(root, 'schemaVersion'),

  read({ root, line }) {
    const list = messageList(root, 'messages');
    if (typeof list === 'string') return { message: list };
    const context: ReadingContext = { line, warnings: [] };
    const turns: Turn[] = [...systemTurns(root), ...messageTurns(list, context)];
    warnOfWeight(root, 'the sample', context);
    // Some providers weigh the whole sample.
    const isMasked = flagOf(root, 'weight') === false;
    return {
      turns: isMasked ? turns.map((turn) => withFate(turn, 'context')) : turns,
      warnings: context.warnings,
    };
  },

  weightZeroEdits({ root, line }) {
    const list = arrayMember(root, 'messages');
    if (list === null || flagOf(root, 'weight') === false) return [];
    return weightZero(list, line);
  },
};
