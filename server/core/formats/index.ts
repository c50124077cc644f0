import type { JsonObject } from '../jsonl/json-node.ts';
import type { FormatId } from '../sample.ts';
import type { Format } from './format.ts';
import { openaiChat } from './openai-chat.ts';

/** Every format, in the order in which a line is tried: the first one that recognises it reads it. */
export const formats: readonly Format[] = [openaiChat];

export function findFormat(root: JsonObject, wanted: FormatId | 'auto'): Format | null {
  const candidates = wanted === 'auto' ? formats : formats.filter(({ id }) => id === wanted);
  return candidates.find((format) => format.recognises(root)) ?? null;
}

export function formatOf(id: FormatId): Format | null {
  return formats.find((format) => format.id === id) ?? null;
}
