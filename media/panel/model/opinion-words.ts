import type { Opinion } from '../../../server/own-feature-protocol.ts';
import { estimateText } from './own-words.ts';
import { countText, samplesText, shareText } from './words.ts';

/** How far the opinion and the risk agree, in sentences. */
export function agreementWords(opinion: Opinion): string {
  const { both, geometryOnly, opinionOnly, neither, title } = opinion;
  const all = both + geometryOnly + opinionOnly + neither;
  if (all === 0) return `No sample has a score of ${title}.`;
  return (
    `The two agree on ${shareText((both + neither) / all)} of ${samplesText(all)}. ` +
    `Both flag ${countText(both)}; the geometry alone flags ${countText(geometryOnly)}, ` +
    `and ${title} alone ${countText(opinionOnly)}.`
  );
}

/** Rank correlation and kappa, each with its interval and what it means. */
export function figureWords({ correlation, kappa }: Opinion): readonly string[] {
  return [
    correlation === null
      ? 'The rank correlation of the two scores cannot be said.'
      : `Rank correlation of the two scores: ${estimateText(correlation)}. 0 is none, 1 the same order.`,
    kappa === null
      ? 'Agreement beyond chance cannot be said.'
      : `Agreement beyond chance (kappa): ${estimateText(kappa)}. 0 is chance, 1 always the same.`,
  ];
}
