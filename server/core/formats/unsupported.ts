import { has } from '../jsonl/access.ts';
import type { JsonObject } from '../jsonl/json-node.ts';
import type { FormatId } from '../sample.ts';
import { keyNames } from './keys.ts';

/** Formats that are known by their keys but not read: all keys of an entry must be there. */
const knownFormats: readonly (readonly [name: string, ...keys: string[]])[] = [
  ['Bedrock conversations', 'schemaVersion'],
  ['Vertex AI preferences', 'contents', 'completions'],
  ['Gemini contents', 'contents'],
  ['tokenized text', 'input_ids'],
  ['masked segments', 'segments'],
  ['stepwise supervision', 'completions', 'labels'],
  ['ranked answers', 'answers'],
  ['prompt and generation', 'prompt', 'generation'],
  ['question and answer', 'question', 'answer'],
  ['question and response', 'question', 'response'],
  ['article and summary', 'article', 'summary'],
  ['instruction and response in capitals', 'INSTRUCTION', 'RESPONSE'],
  ['numbered messages', 'message_1', 'message_2'],
];

/** The name of a format that Latent Lint knows but does not read, or null. */
function knownUnread(root: JsonObject): string | null {
  const entry = knownFormats.find(([, ...keys]) => keys.every((key) => has(root, key)));
  return entry?.[0] ?? null;
}

/** Why a line that no format recognises is not scored, in one sentence. */
export function describeUnsupported(root: JsonObject, wanted: FormatId | 'auto'): string {
  if (root.members.length === 0) return 'The JSON object is empty.';
  const keys = keyNames(root);
  if (wanted !== 'auto') {
    return `This line is not in the format ${wanted} that the settings ask for; its keys are ${keys}.`;
  }
  const known = knownUnread(root);
  if (known !== null) {
    return `This looks like the format "${known}", which Latent Lint does not read; its keys are ${keys}.`;
  }
  return `This is no training format that Latent Lint reads; its keys are ${keys}.`;
}
