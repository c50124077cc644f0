import type { MapFeature, MapSummary } from '../../../../server/map-protocol.ts';
import { nearestRows } from '../../model/feature-finds.ts';
import { differenceWords, flaggedRows } from '../../model/feature-rows.ts';
import { usePage } from '../../page-context.tsx';
import { CosineBar } from './cosine-bar.tsx';
import { FeatureFinds } from './feature-finds.tsx';
import { FeatureSwitch } from './feature-switch.tsx';

/** One feature of the list. */
export function FeatureItem({
  feature,
  range,
  summary,
}: {
  readonly feature: MapFeature;
  readonly range: readonly [low: number, high: number];
  readonly summary: MapSummary;
}) {
  return (
    <li class={feature.enabled ? 'features-item' : 'features-item features-item-off'}>
      <div class="features-head">
        <h3 class="features-title">
          {feature.title}
          {feature.own ? <span class="features-own">your own</span> : null}
        </h3>
        <FlaggedButton feature={feature} />
      </div>
      <CosineBar feature={feature} range={range} />
      <p class="features-words">{differenceWords(feature)}</p>
      <div class="features-controls">
        <FeatureSwitch feature={feature} summary={summary} />
        <ColourButton feature={feature} />
      </div>
      <About feature={feature} />
      <FeatureFinds feature={feature} />
    </li>
  );
}

/** How many lines the feature flags; selects them. */
function FlaggedButton({ feature }: { readonly feature: MapFeature }) {
  const { rows, select, announce, column } = usePage();
  const selectFlagged = async (): Promise<void> => {
    // One's own feature flags what is nearest to it; a bundled one the flagged samples that it is nearest to.
    const cosines = feature.own ? await column(feature.id) : null;
    if (rows === null || (feature.own && cosines === null)) return;
    const index = rows.summary.features.findIndex(({ id }) => id === feature.id);
    const found =
      cosines === null ? flaggedRows(rows, index) : nearestRows(cosines, feature.flagged);
    select(found, 'replace');
    announce(
      `Selected ${found.length.toLocaleString('en-US')} flagged samples nearest to “${feature.title}”.`,
    );
  };
  const count = feature.flagged.toLocaleString('en-US');
  const lines = feature.flagged === 1 ? 'line' : 'lines';
  if (feature.flagged === 0) return <span class="features-none">no line flagged</span>;
  return (
    <button
      type="button"
      class="link"
      disabled={rows === null}
      title={`Select the flagged ${lines}`}
      aria-label={`${count} ${lines} flagged, nearest to ${feature.title}: select`}
      onClick={() => void selectFlagged()}
    >
      {count} {lines} flagged
    </button>
  );
}

function ColourButton({ feature }: { readonly feature: MapFeature }) {
  const { state, update } = usePage();
  const active = state.colourBy.kind === 'feature' && state.colourBy.id === feature.id;
  const text = active ? 'Coloured by it' : 'Colour by it';
  return (
    <button
      type="button"
      aria-pressed={active}
      aria-label={`${text}: ${feature.title}`}
      onClick={() =>
        update({ colourBy: active ? { kind: 'risk' } : { kind: 'feature', id: feature.id } })
      }
    >
      {text}
    </button>
  );
}

function About({ feature }: { readonly feature: MapFeature }) {
  const { title, description, examples, page } = feature;
  return (
    <details class="features-about">
      <summary>
        What it is<span class="unseen"> ({title})</span>
      </summary>
      <p>{description === '' ? 'It has no description.' : description}</p>
      {examples.length === 0 ? null : (
        <>
          <p class="features-examples-title">Examples</p>
          <ul class="features-examples">
            {examples.map((example) => (
              <li key={example}>“{example}”</li>
            ))}
          </ul>
        </>
      )}
      {page?.startsWith('https://') === true ? (
        <p>
          <a href={page} rel="noreferrer">
            More about “{title}”
          </a>
        </p>
      ) : null}
    </details>
  );
}
