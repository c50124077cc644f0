import type { JsonArray, JsonNode, JsonObject, JsonString } from './json-node.ts';

/** The value of a key, or null if it is missing or `null`; of a duplicate key the last one counts. */
export function member(object: JsonObject, key: string): JsonNode | null {
  const { members } = object;
  for (let index = members.length - 1; index >= 0; index -= 1) {
    const entry = members[index];
    if (entry?.key.value === key) return isNull(entry.value) ? null : entry.value;
  }
  return null;
}

/** The value of the first of `keys` that is there and not `null`. */
export function anyMember(object: JsonObject, keys: readonly string[]): JsonNode | null {
  for (const key of keys) {
    const value = member(object, key);
    if (value !== null) return value;
  }
  return null;
}

/** Whether one of `keys` is there and not `null`. */
export function has(object: JsonObject, ...keys: readonly string[]): boolean {
  return anyMember(object, keys) !== null;
}

/** The value of the first of `keys` that is there, or null if that is no string. */
export function stringMember(object: JsonObject, ...keys: readonly string[]): JsonString | null {
  const value = anyMember(object, keys);
  return value?.type === 'string' ? value : null;
}

/** The value of the first of `keys` that is there, or null if that is no array. */
export function arrayMember(object: JsonObject, ...keys: readonly string[]): JsonArray | null {
  const value = anyMember(object, keys);
  return value?.type === 'array' ? value : null;
}

/** The first of `keys` that holds a boolean, or the numbers 0 or 1. */
export function flagMember(object: JsonObject, ...keys: readonly string[]): boolean | null {
  for (const key of keys) {
    const value = member(object, key);
    if (value?.type === 'literal' && value.value !== null) return value.value;
    if (value?.type === 'number' && (value.value === 0 || value.value === 1)) {
      return value.value === 1;
    }
  }
  return null;
}

function isNull(node: JsonNode): boolean {
  return node.type === 'literal' && node.value === null;
}
