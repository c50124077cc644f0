import { stringMember } from '../jsonl/access.ts';
import type { Format } from './format.ts';
import { renderedChat } from './rendered-chat.ts';
import { turnOf } from './turn-text.ts';

/**
 * `{text}`: plain text for language modelling. All of it is trained; it is rendered as one answer.
 *
 * A text that holds a chat in the template of a model is read as that chat. A trainer of a `text` column
 * gives loss to the prompts as well, but only the answers decide the risk, as in the same chat as
 * `messages`: a harmful request that is refused is not flagged.
 */
export const text: Format = {
  id: 'text',

  recognises: (root) => stringMember(root, 'text') !== null,

  read({ root }) {
    const string = stringMember(root, 'text');
    if (string === null) return { message: 'The value of "text" is not a text.' };
    const turns = renderedChat(string) ?? [turnOf('assistant', string, 'trained')];
    return { turns, warnings: [] };
  },
};
