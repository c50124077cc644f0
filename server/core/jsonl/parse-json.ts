import type { Problem } from '../sample.ts';
import type { JsonNode, JsonString } from './json-node.ts';
import { isProblem, JsonReader, type JsonLimits } from './json-reader.ts';

/** What a text turned out to be. */
type JsonResult =
  | {
      readonly ok: true;
      readonly node: JsonNode;
      /** Every key that repeats an earlier one of the same object, in the order in which the objects close. */
      readonly duplicateKeys: readonly JsonString[];
    }
  | { readonly ok: false; readonly problem: Problem };

const defaultMaxValues = 200_000;

/**
 * Reads one JSON text (RFC 8259, as strictly as `JSON.parse`) with the place of every value. It does not
 * recurse, so nesting may be as deep as the text is long; its time is linear in the text.
 */
export function parseJson(text: string, limits: Partial<JsonLimits> = {}): JsonResult {
  const reader = new JsonReader(text, {
    maxValues: limits.maxValues ?? defaultMaxValues,
    byteOrderMark: limits.byteOrderMark ?? false,
  });
  const result = reader.read();
  if (isProblem(result)) return { ok: false, problem: result };
  return { ok: true, node: result, duplicateKeys: reader.duplicateKeys };
}
