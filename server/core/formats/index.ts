import type { JsonObject } from '../jsonl/json-node.ts';
import type { FormatId } from '../sample.ts';
import { alpaca } from './alpaca.ts';
import type { Format } from './format.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiDpo } from './openai-dpo.ts';
import { promptCompletion } from './prompt-completion.ts';
import { sharegpt } from './sharegpt.ts';
import { text } from './text.ts';
import { trlKto } from './trl-kto.ts';
import { trlPreference } from './trl-preference.ts';

/**
 * Every format, in the order in which a line is tried: the first one that recognises it reads it. The more
 * a format says about what is trained, the earlier it comes; `text` is also an extra key of other formats.
 */
export const formats: readonly Format[] = [
  openaiDpo,
  trlPreference,
  trlKto,
  openaiChat,
  sharegpt,
  alpaca,
  promptCompletion,
  text,
];

/** The format that reads a line: the wanted one if it recognises the line, with `auto` the first that does. */
export function findFormat(root: JsonObject, wanted: FormatId | 'auto'): Format | null {
  const candidates = wanted === 'auto' ? formats : formats.filter(({ id }) => id === wanted);
  return candidates.find((format) => format.recognises(root)) ?? null;
}

/** The format with this id. */
export function formatOf(id: FormatId): Format | null {
  return formats.find((format) => format.id === id) ?? null;
}
