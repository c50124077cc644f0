/** `1 line is blank`, `2 lines are blank`. */
export function countLines(count: number, one: string, many: string): string {
  return count === 1 ? `1 line ${one}` : `${count} lines ${many}`;
}
