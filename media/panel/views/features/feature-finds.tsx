import '../own-features/own.css';
import { useMemo, useState } from 'preact/hooks';
import type { MapFeature } from '../../../../server/map-protocol.ts';
import { binCounts, nearestFeatures, nearestRows } from '../../model/feature-finds.ts';
import { cosineBins } from '../../model/own-histogram.ts';
import { riskCell } from '../../model/sample-words.ts';
import { cosineText } from '../../model/words.ts';
import { useColumn, usePage } from '../../page-context.tsx';
import { CosineHistogram } from '../own-features/cosine-histogram.tsx';
import { useGoTo } from '../own-features/ranked-list.tsx';
import { useAnswer } from '../use-answer.ts';

const most = 5;

/** What a feature finds in these files; it is asked for when somebody wants to see it. */
export function FeatureFinds({ feature }: { readonly feature: MapFeature }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="features-about" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        What it finds<span class="unseen"> ({feature.title})</span>
      </summary>
      {open && <Finds feature={feature} />}
    </details>
  );
}

function Finds({ feature }: { readonly feature: MapFeature }) {
  const { rows } = usePage();
  const cosines = useColumn(feature.id);
  const goTo = useGoTo();
  const nearest = useMemo(() => (cosines === null ? [] : nearestRows(cosines, most)), [cosines]);
  const { ordinaryCosine } = feature;
  const bins = useMemo(() => {
    // Of ordinary samples the median alone is known; the picture reaches so far.
    const ordinary = binCounts(Float32Array.of(ordinaryCosine));
    return cosineBins({ file: cosines === null ? [] : binCounts(cosines), ordinary });
  }, [cosines, ordinaryCosine]);
  if (rows === null || cosines === null) return <p class="soft">Asking for its cosines…</p>;
  return (
    <>
      <CosineHistogram bins={bins} title={feature.title} median={ordinaryCosine} />
      <p class="features-examples-title">Nearest lines</p>
      <ol class="own-samples" aria-label={`Lines nearest to ${feature.title}`}>
        {nearest.map((row) => (
          <li key={rows.id[row]}>
            <button type="button" class="own-sample" onClick={() => goTo(row)}>
              <span class="own-line">Line {(rows.line[row] ?? 0) + 1}</span>
              <span class="soft own-excerpt">risk {riskCell(rows, row)}</span>
              <span class="soft own-number" title="Cosine to the feature">
                {cosineText(cosines[row] ?? 0)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <NearestFeatures feature={feature} />
    </>
  );
}

/** By the cosines of their directions, where the source knows them. */
function NearestFeatures({ feature }: { readonly feature: MapFeature }) {
  const { source, changes } = usePage();
  const offered = source.can('superposition');
  const ask = () => source.request('superposition', { sample: null });
  const { value, trouble } = useAnswer(offered ? ask : null, [source, offered, changes], 0);
  if (!offered) return null;
  if (value === null) return <p class="soft">{trouble ?? 'Asking for the nearest features…'}</p>;
  const near = nearestFeatures(value, feature.id, most);
  return (
    <>
      <p class="features-examples-title">Nearest features</p>
      {near.length === 0 ? (
        <p class="soft">No other feature has a direction like this one.</p>
      ) : (
        <ul class="own-near" aria-label={`Features nearest to ${feature.title}`}>
          {near.map(({ id, title, cosine }) => (
            <li key={id}>
              <span>{title}</span>
              <span class="soft own-number" title="Cosine between the two directions">
                {cosineText(cosine)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
