import { useMemo } from 'preact/hooks';
import type { MapLatent, MapNearFeature, MapNeighbour } from '../../../../server/map-protocol.ts';
import { rowsOf } from '../../model/selection.ts';
import type { Rows } from '../../model/rows.ts';
import { cosineText, riskText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';

/** The nearest features, with a bar for how rarely ordinary text comes so near. */
export function NearFeatures({ features }: { readonly features: readonly MapNearFeature[] }) {
  const { summary, update } = usePage();
  if (features.length === 0) return null;
  const ordinarySamples = summary?.ordinarySamples ?? null;
  return (
    <section class="details-part">
      <div class="near-head">
        <h3>Nearest harmful features</h3>
        <span class="soft">nearer than · cosine</span>
      </div>
      <ul class="near">
        {features.map(({ id, title, cosine, percentile }) => (
          <li key={id} class="near-feature">
            <button
              type="button"
              class="link near-title"
              title="Colour the map by it"
              onClick={() => update({ colourBy: { kind: 'feature', id } })}
            >
              {title}
            </button>
            <meter
              min={0}
              max={100}
              value={percentile}
              aria-label={`${title}: nearer than so many ordinary samples`}
            />
            <span class="near-numbers">
              <span title="Nearer than so many ordinary samples">
                {riskText(percentile / 100, { ordinarySamples })}
              </span>
              <span class="soft" title="Cosine">
                {cosineText(cosine)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The samples that are nearest by true distance; a click goes to one. */
export function Neighbours({
  neighbours,
  rows,
}: {
  readonly neighbours: readonly MapNeighbour[];
  readonly rows: Rows;
}) {
  const { focus, names, uris } = usePage();
  const places = useMemo(
    () => neighbours.map(({ id }) => rowsOf(rows, [id])[0] ?? null),
    [neighbours, rows],
  );
  if (neighbours.length === 0) return null;
  return (
    <section class="details-part">
      <h3>True neighbours</h3>
      <ol class="near">
        {neighbours.map(({ id, uri, line, cosine, excerpt }, index) => (
          <li key={id} class="near-sample">
            <button
              type="button"
              class="near-open"
              disabled={places[index] === null}
              onClick={() => focus(places[index] ?? null)}
            >
              <span class="near-line">
                {uris.length > 1 && `${names[uris.indexOf(uri)] ?? ''} `}
                {line + 1}
              </span>
              <span class="near-excerpt">{excerpt}</span>
              <span class="soft near-cosine" title="Cosine between the two samples">
                {cosineText(cosine)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The latents of the autoencoder that the sample makes most active. */
export function Latents({ latents }: { readonly latents: readonly MapLatent[] }) {
  if (latents.length === 0) return null;
  return (
    <section class="details-part">
      <h3>Strongest latents</h3>
      <ul class="near">
        {latents.map(({ id, name, activation }) => (
          <li key={id} class="near-latent">
            <span class="near-excerpt">{name}</span>
            <span class="soft near-cosine" title="Activation">
              {activation.toFixed(1)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
