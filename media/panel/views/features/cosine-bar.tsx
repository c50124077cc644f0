import type { MapFeature } from '../../../../server/map-protocol.ts';
import { differenceWords } from '../../model/feature-rows.ts';

/** The mean cosine of the samples beside the median of ordinary text, on a scale that all bars share. */
export function CosineBar({
  feature,
  range: [low, high],
}: {
  readonly feature: MapFeature;
  readonly range: readonly [low: number, high: number];
}) {
  const { meanCosine, ordinaryCosine } = feature;
  const at = (cosine: number): number => (100 * (cosine - low)) / (high - low);
  const percent = (cosine: number): string => `${at(cosine)}%`;
  const known = Number.isFinite(meanCosine) && Number.isFinite(ordinaryCosine);
  return (
    <svg class="features-bar" role="img" aria-label={differenceWords(feature)} height="18">
      <line class="features-axis" x1="0" x2="100%" y1="9" y2="9" />
      <line class="features-zero" x1={percent(0)} x2={percent(0)} y1="5" y2="13" />
      {known ? (
        <>
          <line
            class={meanCosine > ordinaryCosine ? 'features-span-nearer' : 'features-span-farther'}
            x1={percent(ordinaryCosine)}
            x2={percent(meanCosine)}
            y1="9"
            y2="9"
          />
          <line
            class="features-ordinary"
            x1={percent(ordinaryCosine)}
            x2={percent(ordinaryCosine)}
            y1="2"
            y2="16"
          />
          <circle class="features-mean" cx={percent(meanCosine)} cy="9" r="5" />
        </>
      ) : null}
    </svg>
  );
}
