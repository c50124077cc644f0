/**
 * A share of ordinary samples in percent, for example `99.6 %`. It is never rounded up, so that no number
 * claims more than the score does, and it gets more digits the nearer it is to 100.
 */
export function describeShare(share: number): string {
  const percent = 100 * share;
  const distance = 100 - percent;
  const digits =
    distance <= 0 ? 6 : Math.min(6, Math.max(1, Math.ceil(-Math.log10(distance) - 1e-9) + 1));
  const scale = 10 ** digits;
  return `${Math.floor(percent * scale + 1e-7) / scale} %`;
}

/** A feature's title inside a sentence: `Risky financial advice` becomes `risky financial advice`. */
export function titleInSentence(title: string): string {
  const [first = '', second = ''] = title;
  const isAbbreviation = second !== second.toLowerCase();
  return isAbbreviation ? title : first.toLowerCase() + title.slice(first.length);
}

/** `1 line is blank`, `2 lines are blank`. */
export function countLines(count: number, one: string, many: string): string {
  return count === 1 ? `1 line ${one}` : `${count} lines ${many}`;
}
