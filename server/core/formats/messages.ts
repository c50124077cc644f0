import { anyMember, arrayMember, stringMember } from '../jsonl/access.ts';
import type { JsonArray, JsonNode, JsonObject } from '../jsonl/json-node.ts';
import type { Problem, Role, Turn } from '../sample.ts';
import { flagOf, unclearWeight } from './flags.ts';
import { allPartsUntrained, isMasked, isReadable, messageText } from './message-text.ts';
import { roleOf } from './roles.ts';

/** What reading needs besides the node: the line, and a list that takes the warnings. */
export interface ReadingContext {
  readonly line: string;
  readonly warnings: Problem[];
}

/** A message of the line and the turn that it makes. */
interface Message {
  readonly node: JsonObject;
  readonly turn: Turn;
}

/**
 * Reads a list of messages, either `role` and `content` or `from` and `value`. Assistant messages are
 * trained unless they say otherwise (`weight: 0`, `train: false`); `train: true` trains any message.
 */
export function readMessages(list: JsonArray, context: ReadingContext): Message[] {
  const messages: Message[] = [];
  for (const node of list.items) {
    if (node.type === 'object') messages.push({ node, turn: readMessage(node, context) });
    else context.warnings.push(warning(node, 'message', 'A message is no object; it is left out.'));
  }
  return messages;
}

/** The turns of a list of messages; see `readMessages`. */
export function messageTurns(list: JsonArray, context: ReadingContext): Turn[] {
  return readMessages(list, context).map(({ turn }) => turn);
}

/** Reads one message; `defaultRole` is the role of a message that names none. */
export function readMessage(
  node: JsonObject,
  context: ReadingContext,
  defaultRole: Role | null = null,
): Turn {
  const content = anyMember(node, ['content', 'value']);
  if (content !== null && !isReadable(content)) {
    const message = 'The content of a message is neither text nor a list of parts.';
    context.warnings.push(warning(content, 'content', message));
  }
  warnOfWeight(node, 'the message', context);
  const role = readRole(node, context, defaultRole);
  const isTrained = trains(node, role);
  return messageText(node, context.line).turn(role, isTrained ? 'trained' : 'context');
}

/** The list of messages under the first of `keys`, or a sentence that says why there is none. */
export function messageList(
  root: JsonObject,
  ...keys: readonly [string, ...string[]]
): JsonArray | string {
  const list = arrayMember(root, ...keys);
  if (stringMember(root, ...keys) !== null) {
    return `The value of "${keys[0]}" is a text, not a list of messages; JSON inside a text is not read.`;
  }
  if (list === null) return `The value of "${keys[0]}" is not a list of messages.`;
  if (list.items.length === 0) return `The list "${keys[0]}" is empty.`;
  return list;
}

/** Warns of a `weight` that says nothing; what carries it is read as if it had none. */
export function warnOfWeight(
  node: JsonObject,
  carrier: 'the message' | 'the sample',
  context: ReadingContext,
): void {
  const weight = unclearWeight(node);
  if (weight === null) return;
  const message = `A weight is no number; ${carrier} is read as if it had none.`;
  context.warnings.push(warning(weight, 'weight', message));
}

function trains(node: JsonObject, role: Role): boolean {
  if (isMasked(node) || allPartsUntrained(node)) return false;
  return role === 'assistant' || flagOf(node, 'train', 'training') === true;
}

function readRole(node: JsonObject, context: ReadingContext, defaultRole: Role | null): Role {
  const name = anyMember(node, ['role', 'from']);
  const role = name?.type === 'string' ? roleOf(name.value) : defaultRole;
  if (role !== null) return role;
  const place = name ?? { start: node.start, end: node.start + 1 };
  const message =
    name === null
      ? 'A message has no role; it is read as context.'
      : 'A message has a role that no trainer knows; it is read as context.';
  context.warnings.push(warning(place, 'role', message));
  return 'user';
}

function warning(
  place: Pick<JsonNode, 'start' | 'end'>,
  what: 'message' | 'content' | 'role' | 'weight',
  message: string,
): Problem {
  return { code: `format/${what}`, start: place.start, end: place.end, message };
}
