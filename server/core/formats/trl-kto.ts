import { anyMember, arrayMember, has } from '../jsonl/access.ts';
import type { JsonObject } from '../jsonl/json-node.ts';
import { flagOf, isTrueOrFalse } from './flags.ts';
import type { Format } from './format.ts';
import { messageTurns } from './messages.ts';
import type { ReadingContext } from './messages.ts';
import { ratedTurns, splitLastAnswer } from './pair.ts';
import { answerTurns, promptTurns, systemTurns } from './prompt.ts';

/**
 * `{prompt, completion, label}`: TRL's unpaired preferences (KTO), where training pushes away from a
 * completion (or `response`) with the label false. With `messages` the last answer is the completion.
 */
export const trlKto: Format = {
  id: 'trl-kto',

  recognises(root) {
    if (has(root, 'completion')) return label(root) !== null;
    // Beside other keys a number is more likely the class of a sample than a rating.
    const isRated = isTrueOrFalse(anyMember(root, ['label', 'kto_tag']));
    return isRated && (has(root, 'messages') || (has(root, 'prompt') && has(root, 'response')));
  },

  read({ root, line }) {
    const context: ReadingContext = { line, warnings: [] };
    const isLiked = label(root) ?? false;
    const system = systemTurns(root);
    const completion = anyMember(root, ['completion', 'response']);
    const dialogue = completion === null ? arrayMember(root, 'messages') : null;
    if (dialogue !== null) {
      const { prompt, answer } = splitLastAnswer(messageTurns(dialogue, context));
      const turns = ratedTurns([...system, ...prompt], answer, isLiked);
      return { turns, warnings: context.warnings };
    }
    const prompt = promptTurns(anyMember(root, ['prompt', 'question', 'instruction']), context);
    const answer = answerTurns(completion, context);
    return {
      turns: ratedTurns([...system, ...prompt], answer, isLiked),
      warnings: context.warnings,
    };
  },
};

function label(root: JsonObject): boolean | null {
  return flagOf(root, 'label', 'kto_tag');
}
