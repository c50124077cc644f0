import type { LineResult } from './line-result.ts';

/** One JSON object on one line; numbers keep all their digits. */
export function toJsonLine(result: LineResult): string {
  const { file, line, status, format, risk, flagged, features, span, tokens, message } = result;
  return `${JSON.stringify({ file, line, status, format, risk, flagged, features, span, tokens, message })}\n`;
}
