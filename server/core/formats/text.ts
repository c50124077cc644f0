import { stringMember } from '../jsonl/access.ts';
import type { Format } from './format.ts';
import { turnOf } from './turn-text.ts';

/** `{text}`: plain text for language modelling. All of it is trained; it is rendered as one answer. */
export const text: Format = {
  id: 'text',

  recognises: (root) => stringMember(root, 'text') !== null,

  read({ root }) {
    const string = stringMember(root, 'text');
    if (string === null) return { message: 'The value of "text" is not a text.' };
    return { turns: [turnOf('assistant', string, 'trained')], warnings: [] };
  },
};
