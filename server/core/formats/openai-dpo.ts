import { has, member } from '../jsonl/access.ts';
import type { Format } from './format.ts';
import type { ReadingContext } from './messages.ts';
import { pairTurns } from './pair.ts';
import { answerTurns, promptTurns } from './prompt.ts';

/** `{input: {messages}, preferred_output, non_preferred_output}`: OpenAI preference fine-tuning. */
export const openaiDpo: Format = {
  id: 'openai-dpo',

  recognises: (root) => has(root, 'preferred_output', 'non_preferred_output'),

  read({ root, line }) {
    const context: ReadingContext = { line, warnings: [] };
    const turns = pairTurns(
      promptTurns(member(root, 'input'), context),
      answerTurns(member(root, 'preferred_output'), context),
      answerTurns(member(root, 'non_preferred_output'), context),
    );
    return { turns, warnings: context.warnings };
  },
};
