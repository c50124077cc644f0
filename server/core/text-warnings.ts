import { quoteKey } from './formats/keys.ts';
import type { JsonString } from './jsonl/json-node.ts';
import type { Problem, Sample, Turn } from './sample.ts';
import { sourceRange } from './source-map.ts';
import { isHighSurrogate, isLowSurrogate } from './surrogates.ts';

const controlTokens = [
  ...['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<|begin_of_text|>', '<|end_of_text|>'],
  ...['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>', '<|eom_id|>'],
  ...['<|system|>', '<|user|>', '<|assistant|>', '<|end|>', '<start_of_turn>', '<end_of_turn>'],
];
const controlTokenMessage =
  'The text spells a control token of chat models; it is scored as plain text.';
const surrogateMessage = 'Half of a surrogate pair stands alone; it is no character.';

/** One warning for each key that repeats an earlier one of its object. */
export function keyWarnings(keys: readonly JsonString[]): Problem[] {
  return keys.map(({ start, end, value }) => ({
    code: 'json/duplicate-key',
    start,
    end,
    message: `The key ${quoteKey(value)} repeats an earlier one; only the last one counts.`,
  }));
}

/** Warnings about what a sample's text holds, at most `limit`. */
export function textWarnings(sample: Sample, limit: number): Problem[] {
  const warnings: Problem[] = [];
  for (const turn of sample.turns) {
    if (warnings.length >= limit) break;
    addControlTokens(turn, limit, warnings);
    addLoneSurrogates(turn, limit, warnings);
  }
  return warnings;
}

function addControlTokens(turn: Turn, limit: number, warnings: Problem[]): void {
  let at = turn.text.indexOf('<');
  while (at >= 0 && warnings.length < limit) {
    const start = at;
    const token = controlTokens.find((candidate) => turn.text.startsWith(candidate, start));
    if (token !== undefined) {
      const range = sourceRange(turn, { start, end: start + token.length });
      warnings.push({ code: 'text/control-token', ...range, message: controlTokenMessage });
    }
    at = turn.text.indexOf('<', at + 1);
  }
}

function addLoneSurrogates(turn: Turn, limit: number, warnings: Problem[]): void {
  if (isWellFormed(turn.text)) return;
  let at = nextLoneSurrogate(turn.text, 0);
  while (at >= 0 && warnings.length < limit) {
    const range = sourceRange(turn, { start: at, end: at + 1 });
    warnings.push({ code: 'text/lone-surrogate', ...range, message: surrogateMessage });
    at = nextLoneSurrogate(turn.text, at + 1);
  }
}

/** ES2024's test, which every supported Node.js has and the library of the compiler's target lacks. */
function isWellFormed(text: string): boolean {
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

/** The first half of a surrogate pair without its other half, from `from` on, or -1. */
function nextLoneSurrogate(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isLowSurrogate(unit)) return at;
    if (!isHighSurrogate(unit)) continue;
    if (!isLowSurrogate(text.charCodeAt(at + 1))) return at;
    at += 1;
  }
  return -1;
}
