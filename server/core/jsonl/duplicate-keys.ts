import type { JsonMember, JsonString } from './json-node.ts';

/** Up to so many members comparing each with each is faster than a set. */
const fewMembers = 8;

/** Adds every key of an object that repeats an earlier one. */
export function addDuplicates(members: readonly JsonMember[], duplicates: JsonString[]): void {
  if (members.length <= fewMembers) {
    for (const [index, { key }] of members.entries()) {
      if (hasKey(members, index, key.value)) duplicates.push(key);
    }
    return;
  }
  const seen = new Set<string>();
  for (const { key } of members) {
    if (seen.has(key.value)) duplicates.push(key);
    seen.add(key.value);
  }
}

function hasKey(members: readonly JsonMember[], count: number, key: string): boolean {
  for (let index = 0; index < count; index += 1) {
    if (members[index]?.key.value === key) return true;
  }
  return false;
}
