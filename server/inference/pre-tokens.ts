import type { Range } from '../core/sample.ts';
import { splitsPair } from '../core/surrogates.ts';

/**
 * The longest stretch, in UTF-16 code units, that byte-pair encoding sees as one. Longer stretches
 * without a place to split (a million letters, a page of white space) are cut here, so that time and
 * memory grow in proportion to the text.
 */
export const longestPreToken = 1024;

/** How much of the text the pattern sees at once; bounds what it may have to remember. */
const sight = 2 * longestPreToken + 2;

/** How a tokenizer splits text before byte-pair encoding. */
export interface PreTokenRule {
  /** Whether every digit stands alone. */
  readonly digits: boolean;
}

/**
 * GPT-2's pattern (openai/gpt-2 `encoder.py`). White space is Unicode's, as in the `tokenizers` library;
 * JavaScript's `\s` differs from it by two characters.
 */
const plain =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** The same after every number character has been split off: for what is left, it is an end of text. */
const digitsAlone =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+|\p{N}| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?![^\p{White_Space}\p{N}])|\p{White_Space}+/gu;

/**
 * Splits a text as the tokenizer does before byte-pair encoding. The ranges cover the whole text, in
 * order, and never cut a surrogate pair. Takes time in proportion to the length of the text.
 */
export function* preTokens(text: string, rule: PreTokenRule): Generator<Range> {
  const pattern = new RegExp(rule.digits ? digitsAlone : plain);
  let at = 0;
  while (at < text.length) {
    const end = characterEnd(text, at + sight);
    const seen = text.slice(at, end);
    // What ends this near to the end of sight could go on behind it.
    const sure = end < text.length ? seen.length - 2 : seen.length;
    let next = at;
    for (const { 0: match, index } of seen.matchAll(pattern)) {
      if (index + match.length > sure || match.length > longestPreToken) break;
      next = at + index + match.length;
      yield { start: at + index, end: next };
    }
    if (next === at) {
      next = characterEnd(text, at + longestPreToken);
      yield { start: at, end: next };
    }
    at = next;
  }
}

/** The end of a slice near `at` that cuts no surrogate pair. */
function characterEnd(text: string, at: number): number {
  return Math.min(text.length, splitsPair(text, at) ? at + 1 : at);
}

/** Reads the `pre_tokenizer` of a `tokenizer.json`; null when it is of another kind. */
export function readPreTokenRule(config: unknown): PreTokenRule | null {
  const parts =
    isRecord(config) && config['type'] === 'Sequence' ? config['pretokenizers'] : [config];
  if (!Array.isArray(parts)) return null;
  const steps: unknown[] = parts;
  const last = steps.at(-1);
  if (!isByteLevel(last)) return null;
  if (steps.length === 1) return { digits: false };
  return steps.length === 2 && isDigits(steps[0]) ? { digits: true } : null;
}

function isByteLevel(step: unknown): boolean {
  if (!isRecord(step) || step['type'] !== 'ByteLevel') return false;
  return step['add_prefix_space'] === false && step['use_regex'] !== false;
}

function isDigits(step: unknown): boolean {
  return isRecord(step) && step['type'] === 'Digits' && step['individual_digits'] === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
