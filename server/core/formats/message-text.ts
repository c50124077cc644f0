import { anyMember, arrayMember, member, stringMember } from '../jsonl/access.ts';
import type { JsonNode, JsonObject } from '../jsonl/json-node.ts';
import { flagOf } from './flags.ts';
import { sourcePiece, TurnText } from './turn-text.ts';

/**
 * The text of one message: what it thinks, says, refuses and calls, each on lines of its own. Parts
 * without text, such as images, are left out.
 */
export function messageText(message: JsonObject, line: string): TurnText {
  const text = new TurnText();
  const reasoning = stringMember(message, 'reasoning_content', 'reasoning', 'thinking');
  if (reasoning !== null) text.addLine(reasoning);
  addContent(text, anyMember(message, ['content', 'value']));
  const refusal = stringMember(message, 'refusal');
  if (refusal !== null) text.addLine(refusal);
  addCalls(text, member(message, 'tool_calls'), line);
  addCalls(text, member(message, 'function_call'), line);
  return text;
}

/** Whether the content is text, a list of parts, or nothing. */
export function isReadable(content: JsonNode | null): boolean {
  return content === null || ['string', 'array', 'object'].includes(content.type);
}

/** Whether the content is a list of parts, all of whose texts are marked as not to be trained. */
export function allPartsUntrained(message: JsonObject): boolean {
  const parts = arrayMember(message, 'content', 'value')?.items ?? [];
  const texts = parts.filter((part) => part.type === 'string' || partText(part) !== null);
  return texts.length > 0 && texts.every((part) => part.type === 'object' && isMasked(part));
}

/** Whether a message or part says of itself that it is not trained. */
export function isMasked(node: JsonObject): boolean {
  return flagOf(node, 'weight') === false || flagOf(node, 'train', 'training') === false;
}

function addContent(text: TurnText, content: JsonNode | null): void {
  if (content?.type === 'string') text.addLine(content);
  if (content?.type === 'object') addPart(text, content);
  if (content?.type !== 'array') return;
  for (const part of content.items) addPart(text, part);
}

function addPart(text: TurnText, part: JsonNode): void {
  const string = part.type === 'string' ? part : partText(part);
  if (string !== null) text.addLine(string);
}

function partText(part: JsonNode) {
  if (part.type !== 'object') return null;
  return stringMember(part, 'text', 'content', 'value', 'refusal', 'thinking');
}

function addCalls(text: TurnText, calls: JsonNode | null, line: string): void {
  if (calls?.type === 'string') text.addLine(calls);
  if (calls?.type === 'object') addCall(text, calls, line);
  if (calls?.type !== 'array') return;
  for (const call of calls.items) {
    if (call.type === 'object') addCall(text, call, line);
  }
}

/** Adds `name arguments`; arguments that are no string are taken as their JSON source. */
function addCall(text: TurnText, call: JsonObject, line: string): void {
  const inner = anyMember(call, ['function', 'custom']);
  const body = inner?.type === 'object' ? inner : call;
  const name = stringMember(body, 'name');
  const input = anyMember(body, ['arguments', 'parameters', 'input']);
  if (name !== null) text.addLine(name);
  if (input === null) return;
  if (name === null) text.breakLine();
  else text.glue(' ');
  text.add(sourcePiece(input, line));
}
