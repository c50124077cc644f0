/** Null is an empty cell. */
export type CsvValue = string | number | null;

/**
 * A row of a CSV file after RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before
 * it, which spreadsheets do not show (OWASP, "CSV Injection").
 */
export function csvRow(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
