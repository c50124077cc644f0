import type { MapDrift, MapLoss, MapWhatIf } from '../../../server/map-work-protocol.ts';
import { countText, samplesText } from './words.ts';

/** One direction in the comparison. */
export interface DriftRow extends MapDrift {
  readonly change: DriftChange;
  /** How far the value after removal lies outside the interval of random removals; 0 within. */
  readonly beyond: number;
}

type DriftChange = 'falls' | 'rises' | 'chance';

/** First the overall risk, then the directions whose change goes farthest beyond random removals. */
export function driftRows(drift: readonly MapDrift[]): readonly DriftRow[] {
  const fromMean = ({ after, random }: MapDrift): number => Math.abs(after - random[0]);
  return drift
    .map(driftRow)
    .sort(
      (a, b) =>
        Number(b.id === 'risk') - Number(a.id === 'risk') ||
        b.beyond - a.beyond ||
        fromMean(b) - fromMean(a),
    );
}

function driftRow(drift: MapDrift): DriftRow {
  const [, low, high] = drift.random;
  const below = Math.max(0, low - drift.after);
  const above = Math.max(0, drift.after - high);
  const change = below > 0 ? 'falls' : above > 0 ? 'rises' : 'chance';
  return { ...drift, change, beyond: Math.max(below, above) };
}

/** The values that all rows are drawn on: from the least to the greatest, with a margin. */
export function driftRange(drift: readonly MapDrift[]): readonly [low: number, high: number] {
  const values = drift.flatMap(({ now, after, random }) => [now, after, ...random]);
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [-0.1, 0.1];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const margin = 0.06 * (high - low) || 0.01;
  return [low - margin, high + margin];
}

/** What happens to one direction, in one sentence. */
export function driftWords({ title, now, after, random, change }: DriftRow): string {
  const [mean, low, high] = random;
  const verdict = {
    falls: 'falls by more than chance',
    rises: 'rises by more than chance',
    chance: 'changes no more than by chance',
  }[change];
  return (
    `${title}: now ${fine(now)}, after removal ${fine(after)}; ` +
    `as many at random leave ${fine(mean)} (95 %: ${fine(low)} to ${fine(high)}): ${verdict}.`
  );
}

/** What is removed, in one sentence. */
export function removalWords(result: MapWhatIf): string {
  const { removed, samples, removedTokens, tokens } = result;
  return (
    `Removing ${countText(removed)} of ${samplesText(samples)} ` +
    `loses ${countText(removedTokens)} of ${countText(tokens)} trained tokens (${sharePercent(removedTokens, tokens)}).`
  );
}

/** Topics or formats that lose something, the largest share first. */
export function lossRows(
  lost: readonly MapLoss[],
  kind: MapLoss['kind'],
): readonly (MapLoss & { readonly share: number })[] {
  return lost
    .filter((loss) => loss.kind === kind && loss.removed > 0 && loss.samples > 0)
    .map((loss) => ({ ...loss, share: loss.removed / loss.samples }))
    .sort((a, b) => b.share - a.share || b.removed - a.removed);
}

/** `12 %`, `0.4 %`; of nothing, `0 %`. */
export function sharePercent(part: number, all: number): string {
  if (all <= 0) return '0 %';
  const percent = (100 * part) / all;
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toPrecision(2))} %`;
}

/** A budget in percent as a share 0..1; null when it is not between 0.1 and 50. */
export function budgetShare(text: string): number | null {
  const percent = Number(text.trim().replace(',', '.'));
  return percent >= 0.1 && percent <= 50 ? percent / 100 : null;
}

/** Three decimals, with a true minus sign. */
export function fine(value: number): string {
  return value.toFixed(3).replace(/^-/, '−').replace('−0.000', '0.000');
}
