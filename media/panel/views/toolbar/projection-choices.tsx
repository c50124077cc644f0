import { useId } from 'preact/hooks';
import type { MapSummary, ProjectionChoice } from '../../../../server/map-protocol.ts';
import { usePage } from '../../page-context.tsx';
import { FeatureOptions } from './look-choices.tsx';

/** How samples get their places: which projection, or which two features. */
export function ProjectionChoices() {
  const { state, summary, source, update } = usePage();
  const { projection } = state;
  const id = useId();
  // A saved map has one projection.
  if (!source.live) return null;
  const choose = (kind: string) => {
    const chosen = projectionOf(kind, summary);
    if (chosen !== null) update({ projection: chosen });
  };
  return (
    <>
      <div class="labelled">
        <label for={id} class="unseen">
          Projection
        </label>
        <select
          id={id}
          title="How samples get their places on the map"
          value={projection.kind}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          <option value="harm">Toward harm</option>
          <option value="pca">Overview (PCA)</option>
          <option value="umap">Neighbourhoods (UMAP)</option>
          <option value="features">Two features</option>
        </select>
      </div>
      {projection.kind === 'features' && (
        <>
          <AxisChoice axis="x" projection={projection} />
          <AxisChoice axis="y" projection={projection} />
        </>
      )}
    </>
  );
}

type TwoFeatures = Extract<ProjectionChoice, { kind: 'features' }>;

function AxisChoice({
  axis,
  projection,
}: {
  readonly axis: 'x' | 'y';
  readonly projection: TwoFeatures;
}) {
  const { update } = usePage();
  const id = useId();
  return (
    <div class="labelled">
      <label for={id}>{axis === 'x' ? 'across' : 'up'}</label>
      <select
        id={id}
        value={projection[axis]}
        onChange={({ currentTarget }) =>
          update({ projection: { ...projection, [axis]: currentTarget.value } })
        }
      >
        <option value="risk">Risk</option>
        <FeatureOptions />
      </select>
    </div>
  );
}

/** Two features start with those that most samples are nearest to. */
function projectionOf(kind: string, summary: MapSummary | null): ProjectionChoice | null {
  if (kind === 'harm' || kind === 'pca' || kind === 'umap') return { kind };
  const features = [...(summary?.features ?? [])].sort(
    (one, other) => other.flagged - one.flagged || other.meanCosine - one.meanCosine,
  );
  const x = features[0];
  return x === undefined ? null : { kind: 'features', x: x.id, y: features[1]?.id ?? 'risk' };
}
