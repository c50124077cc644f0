import { arrayMember, stringMember } from '../jsonl/access.ts';
import type { JsonNode, JsonObject } from '../jsonl/json-node.ts';
import type { Role, Turn } from '../sample.ts';
import { messageTurns, readMessage } from './messages.ts';
import type { ReadingContext } from './messages.ts';
import { splitTranscript } from './transcript.ts';
import { turnOf, withFate } from './turn-text.ts';

/** The turns of a prompt: a text, a dialogue in one text, or messages. All of them are context. */
export function promptTurns(prompt: JsonNode | null, context: ReadingContext): Turn[] {
  if (prompt?.type === 'string') {
    if (prompt.value === '') return [];
    return splitTranscript(prompt) ?? [turnOf('user', prompt, 'context')];
  }
  return messagesOf(prompt, 'user', context).map((turn) => withFate(turn, 'context'));
}

/** The turns of an answer: a text, a dialogue of which the last answer counts, or messages. */
export function answerTurns(answer: JsonNode | null, context: ReadingContext): Turn[] {
  if (answer?.type !== 'string') return messagesOf(answer, 'assistant', context);
  const turns = splitTranscript(answer);
  const last = turns?.findLastIndex(({ role }) => role === 'assistant') ?? -1;
  // An answer that only quotes a dialogue further down is no dialogue.
  if (turns === null || last < 0 || turns[0]?.role === 'system') {
    return [turnOf('assistant', answer, 'trained')];
  }
  return turns.map((turn, index) => (index === last ? withFate(turn, 'trained') : turn));
}

/** The `system` text that some formats put beside the dialogue. */
export function systemTurns(root: JsonObject): Turn[] {
  const system = stringMember(root, 'system', 'system_prompt');
  if (system === null || system.value === '') return [];
  return [turnOf('system', system, 'context')];
}

/** A list of messages, one message (of `defaultRole` if it names none), or an object with `messages`. */
function messagesOf(node: JsonNode | null, defaultRole: Role, context: ReadingContext): Turn[] {
  if (node?.type === 'array') return messageTurns(node, context);
  if (node?.type !== 'object') return [];
  const list = arrayMember(node, 'messages');
  return list === null ? [readMessage(node, context, defaultRole)] : messageTurns(list, context);
}
