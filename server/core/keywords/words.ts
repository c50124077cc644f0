const word = /[\p{L}\p{N}_]{2,}/gu;

/** Runs of at least two letters, numbers and `_` (Unicode categories L and N) of the text in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(word) ?? [];
}

/** The words and all pairs of neighbouring words, joined by a space, with how often each occurs. */
export function termCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (term: string): void => void counts.set(term, (counts.get(term) ?? 0) + 1);
  let before: string | null = null;
  for (const found of wordsOf(text)) {
    add(found);
    if (before !== null) add(`${before} ${found}`);
    before = found;
  }
  return counts;
}
