import { anyMember, has, member } from '../jsonl/access.ts';
import type { Format } from './format.ts';
import type { ReadingContext } from './messages.ts';
import { answerTurns, promptTurns, systemTurns } from './prompt.ts';

/** Keys that hold an answer in formats that are not read; beside them a prompt is not a prompt alone. */
const otherAnswers = [
  'completions',
  'answers',
  'generation',
  'generations',
  'responses',
  'answer',
  'output',
  'outputs',
  'target',
];

/**
 * `{prompt, completion}`: OpenAI's completion format and TRL's, as texts or as messages, also with `response`
 * for the completion. A prompt alone (data for online training) is a sample with nothing trained.
 */
export const promptCompletion: Format = {
  id: 'prompt-completion',

  recognises: (root) =>
    has(root, 'completion') ||
    (has(root, 'prompt') && (has(root, 'response') || !has(root, ...otherAnswers))),

  read({ root, line }) {
    const context: ReadingContext = { line, warnings: [] };
    const prompt = promptTurns(member(root, 'prompt'), context);
    const completion = answerTurns(anyMember(root, ['completion', 'response']), context);
    return { turns: [...systemTurns(root), ...prompt, ...completion], warnings: context.warnings };
  },
};
