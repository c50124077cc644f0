import { anyMember, has } from '../jsonl/access.ts';
import type { Format } from './format.ts';
import type { ReadingContext } from './messages.ts';
import { pairTurns } from './pair.ts';
import { answerTurns, promptTurns, systemTurns } from './prompt.ts';

const chosenKeys = ['chosen', 'chosen_response'] as const;
const rejectedKeys = ['rejected', 'rejected_response'] as const;
/** Besides TRL's `prompt`, what Axolotl and data sets for it call the prompt. */
const promptKeys = ['prompt', 'question', 'input', 'messages'] as const;

/**
 * `{prompt?, chosen, rejected}`: TRL preference data (DPO, ORPO, CPO, reward), as texts, as messages or
 * as whole dialogues. Without a prompt, what both answers begin with is the prompt.
 */
export const trlPreference: Format = {
  id: 'trl-preference',

  recognises: (root) =>
    has(root, ...chosenKeys, ...rejectedKeys) && !has(root, 'instruction', 'conversations'),

  read({ root, line }) {
    const context: ReadingContext = { line, warnings: [] };
    const prompt = promptTurns(anyMember(root, promptKeys), context);
    const turns = pairTurns(
      [...systemTurns(root), ...prompt],
      answerTurns(anyMember(root, chosenKeys), context),
      answerTurns(anyMember(root, rejectedKeys), context),
    );
    return { turns, warnings: context.warnings };
  },
};
