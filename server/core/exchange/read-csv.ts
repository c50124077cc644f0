/**
 * The records of a text of comma-separated values (RFC 4180): fields in quotes may hold commas, line breaks and
 * doubled quotes; records end with `\n`, `\r\n` or `\r`. Empty lines are left out. It takes linear time on any text,
 * and never fails: a quote that is not closed reaches to the end.
 * @param separator one character.
 */
export function* readCsv(text: string, separator = ','): Generator<string[]> {
  let record: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const field = readField(text, at, separator);
    record.push(field.value);
    at = field.end;
    if (text[at] === separator) {
      at += 1;
      // A separator at the very end begins one more, empty field.
      if (at < text.length) continue;
      record.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    if (record.length > 1 || record[0] !== '') yield record;
    record = [];
  }
}

function readField(
  text: string,
  start: number,
  separator: string,
): { readonly value: string; readonly end: number } {
  let value = '';
  let at = start;
  if (text[at] === '"') {
    at += 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return { value: value + text.slice(at), end: text.length };
      value += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
  }
  const from = at;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r')
    at += 1;
  return { value: value + text.slice(from, at), end: at };
}
