import type { LineResult } from './line-result.ts';

/** What is said of a line, as one JSON object on one line. */
export function toJsonLine(result: LineResult): string {
  const { file, line, status, format, risk, flagged, features, span, tokens, message } = result;
  const { latents } = result;
  const nearness = features.map(({ id, cosine, percentile, own }) => ({
    id,
    cosine,
    percentile,
    ...(own && { own: true, threshold: own.threshold, flagged: own.flagged }),
  }));
  const fields = {
    file,
    line,
    status,
    format,
    risk,
    flagged,
    features: nearness,
    span,
    tokens,
    message,
  };
  return jsonLine(latents === undefined ? fields : { ...fields, latents });
}

/**
 * One JSON object on one line; numbers keep all their digits. Whatever else some programs take for the end of
 * a line is escaped: U+0085, U+2028 and U+2029 for Python's `splitlines()`, with all other control characters.
 */
export function jsonLine(value: object): string {
  // Outside of strings JSON has none of these. Everything below U+0020 and lone surrogates are escaped already.
  return `${JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, escapeUnit)}\n`;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
