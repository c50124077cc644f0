import type { MapSummary } from '../../../server/map-protocol.ts';

/** A whole number for people: `12,480`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 sample`, `12,480 samples`. */
export function samplesText(count: number): string {
  return count === 1 ? '1 sample' : `${countText(count)} samples`;
}

/**
 * A risk (0..1, the share of ordinary samples that are less risky) as a percentage, rounded down, and never
 * more than so many ordinary samples can tell: `99.6 %`, `> 99.98 %`.
 */
export function riskText(
  risk: number,
  { ordinarySamples }: Pick<MapSummary, 'ordinarySamples'>,
): string {
  const most = 1 - 1 / (ordinarySamples ?? 10_000);
  return risk > most ? `> ${percent(most)} %` : `${percent(risk)} %`;
}

/** A share (0..1) for people: `12 %`, `0.4 %`, `less than 0.1 %`. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.001) return 'less than 0.1 %';
  const digits = share > 0 && share < 0.0995 ? 1 : 0;
  return `${(100 * share).toFixed(digits)} %`;
}

/** A cosine, -1..1, with a real minus sign. */
export function cosineText(cosine: number): string {
  return cosine.toFixed(2).replace('-', '−');
}

/**
 * Lines (from 0, ascending) as an editor counts them, neighbours together: `3, 7–9`.
 */
export function lineNumbers(lines: Iterable<number>): string {
  const parts: string[] = [];
  let first = -1;
  let last = -1;
  const close = () => {
    if (first >= 0) parts.push(first === last ? `${first + 1}` : `${first + 1}–${last + 1}`);
  };
  for (const line of lines) {
    if (first >= 0 && line === last + 1) {
      last = line;
      continue;
    }
    close();
    first = line;
    last = line;
  }
  close();
  return parts.join(', ');
}

/** `Risky advice` becomes `risky advice`; `PII leaks` stays. */
export function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function percent(share: number): string {
  const factor = share >= 0.999 ? 100 : 10;
  // The tiny addition keeps 99.7, which floating point stores a little below, from becoming 99.6.
  const floored = Math.floor(100 * share * factor + 1e-4) / factor;
  return floored.toFixed(factor === 100 ? 2 : 1);
}

/** What went wrong, from whatever was thrown: requests reject with a sentence for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
