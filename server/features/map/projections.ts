import { heightIn } from '../../core/map/harm-plane.ts';
import { placeVector, type LayoutModel } from '../../core/map/layout.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { MapAnchor, MapProjection, ProjectionChoice } from '../../map-protocol.ts';
import { directionOf } from './columns.ts';
import type { FittedLayout } from './fitted-layout.ts';
import type { HarmPlaces } from './harm-places.ts';
import type { ShownPlaces } from './map-trust.ts';
import type { SampleTable } from './sample-table.ts';

/** What is shown for a choice now. */
export interface ShownProjection {
  readonly choice: ProjectionChoice;
  readonly places: ShownPlaces | null;
  readonly told: Omit<MapProjection, 'quality' | 'measuring'>;
}

/** What a projection is made from. */
export interface ProjectionSources {
  readonly pca: FittedLayout;
  readonly umap: FittedLayout;
  readonly harm: HarmPlaces;
  readonly table: SampleTable;
  readonly pack: Pack;
  /** `[1 + features, width]`; null when they could not be loaded. */
  readonly directions: Float32Array | null;
  /** The anchors of a layout that were worked out before. */
  readonly anchors: WeakMap<LayoutModel, readonly MapAnchor[]>;
}

const acrossHarm = 'Nearness to harm of any kind';
/**
 * A feature is drawn in the plane of harm where a sample of this cosine to it would lie. It says where a kind of harm
 * is, as the arrows of a biplot do (Gabriel, 1971); no sample gets as far as 1, and most of the map would be empty.
 */
const anchorCosine = 0.35;

/** What to show for a choice: PCA while UMAP is on its way, and what its axes are. */
export function shownFor(choice: ProjectionChoice, sources: ProjectionSources): ShownProjection {
  if (choice.kind === 'features') return twoFeatures(choice, sources);
  if (choice.kind === 'harm') return planeOfHarm(choice, sources);
  const { pca, umap } = sources;
  const layout = choice.kind === 'umap' && umap.model !== null ? umap : pca;
  const wanted = choice.kind === 'umap' ? umap : pca;
  const { model, x, y, revision } = layout;
  return {
    choice: { kind: layout.kind },
    places: model && { name: layout.kind, revision, x, y },
    told: {
      shown: { kind: layout.kind },
      progress: wanted.progress,
      message: messageOf(wanted, layout, sources.table),
      axes: layout.kind === 'pca' ? pcaAxes(layout) : ['', ''],
      anchors: model === null ? [] : layoutAnchors(model, sources),
    },
  };
}

function messageOf(wanted: FittedLayout, shown: FittedLayout, table: SampleTable): string {
  if (table.size === 0) return 'There is no map yet: no sample has a score.';
  if (wanted.kind === 'umap' && wanted !== shown) {
    if (wanted.halted === 'stopped') {
      return 'The neighbourhood map was stopped; this is the map of the two main axes.';
    }
    if (wanted.halted === 'broken') {
      return 'The neighbourhood map could not be made; this is the map of the two main axes.';
    }
    return 'The neighbourhood map is being made; until it is there, this is the map of the two main axes.';
  }
  if (shown.model === null) {
    return shown.halted === null
      ? 'The map is being made.'
      : 'The map could not be made. The log says why.';
  }
  return shown.kind === 'pca'
    ? 'The two directions in which the samples differ most: near points are often alike, and far points always differ.'
    : 'Samples that are alike lie together; distances between groups and the axes mean nothing.';
}

function pcaAxes({ model }: FittedLayout): readonly [string, string] {
  if (model?.kind !== 'pca') return ['Main axis', 'Second axis'];
  const [first, second] = model.explained.map((share) => `${(100 * share).toFixed(1)} %`);
  return [`Main axis (${first ?? ''} of all differences)`, `Second axis (${second ?? ''})`];
}

function planeOfHarm(
  choice: Extract<ProjectionChoice, { kind: 'harm' }>,
  sources: ProjectionSources,
): ShownProjection {
  const { directions, pack, table, harm } = sources;
  const { width } = table.vectors;
  const told = { shown: choice, progress: null, axes: [acrossHarm, ''] as const, anchors: [] };
  if (directions === null) {
    const message = 'The map could not be made. The log says why.';
    return { choice, places: null, told: { ...told, message } };
  }
  const { weights, ends } = harm.plane(directions, width);
  const titles = ends && [ends.top, ends.bottom].map((at) => titleOf(1 + at, pack));
  const row = (index: number) => directions.subarray(index * width, (1 + index) * width);
  const cosines = (vector: Float32Array) =>
    Array.from(weights, (_, index) => dot(vector, row(index)));
  const place = (vector: Float32Array): readonly [number, number] => {
    const to = cosines(vector);
    return [anchorCosine * (to[0] ?? NaN), anchorCosine * heightIn({ weights }, to)];
  };
  return {
    choice,
    places: harm.places(table, directions),
    told: {
      ...told,
      message:
        table.size === 0
          ? 'There is no map yet: no sample has a score.'
          : 'The further right, the nearer to harm of any kind; higher or lower, to another kind of harm. Every file has the same axes.',
      axes: [acrossHarm, titles === null ? '' : `“${titles[1] ?? ''}” … “${titles[0] ?? ''}”`],
      anchors: anchorsOf(sources, place),
    },
  };
}

function twoFeatures(
  choice: Extract<ProjectionChoice, { kind: 'features' }>,
  sources: ProjectionSources,
): ShownProjection {
  const { pack, table } = sources;
  const [first, second] = [directionOf(choice.x, pack), directionOf(choice.y, pack)];
  const known = first >= 0 && second >= 0;
  const titles = [titleOf(first, pack), titleOf(second, pack)] as const;
  return {
    choice,
    places: known
      ? {
          name: `${first} ${second}`,
          revision: table.revision,
          x: columnOfTable(table, first),
          y: columnOfTable(table, second),
        }
      : null,
    told: {
      shown: choice,
      progress: null,
      message: known
        ? `How near each sample is to “${titles[0]}” and to “${titles[1]}”, as cosines.`
        : 'The pack does not have one of these features.',
      axes: [`Nearness to “${titles[0]}”`, `Nearness to “${titles[1]}”`],
      anchors: known ? anchorsOf(sources, cosinesTo(first, second, sources)) : [],
    },
  };
}

function titleOf(direction: number, pack: Pack): string {
  return direction === 0 ? 'overall risk' : (pack.features[direction - 1]?.title ?? '');
}

/** By slot. */
function columnOfTable(table: SampleTable, direction: number): Float32Array {
  const column = new Float32Array(table.capacity);
  for (let slot = 0; slot < column.length; slot += 1) {
    column[slot] = table.cosines[slot * table.directions + direction] ?? NaN;
  }
  return column;
}

/** A feature lies where a sample would that points exactly its way. */
function cosinesTo(
  first: number,
  second: number,
  { directions, table }: ProjectionSources,
): (vector: Float32Array) => readonly [number, number] {
  const { width } = table.vectors;
  const [along, across] = [first, second].map((row) =>
    directions?.subarray(row * width, (row + 1) * width),
  );
  return (vector) => [dot(vector, along), dot(vector, across)];
}

function layoutAnchors(model: LayoutModel, sources: ProjectionSources): readonly MapAnchor[] {
  const known = sources.anchors.get(model);
  if (known !== undefined) return known;
  const anchors = anchorsOf(sources, (vector) => placeVector(model, vector));
  if (sources.directions !== null) sources.anchors.set(model, anchors);
  return anchors;
}

function anchorsOf(
  { directions, pack, table }: ProjectionSources,
  place: (vector: Float32Array) => readonly [number, number],
): MapAnchor[] {
  if (directions === null) return [];
  const { width } = table.vectors;
  return pack.features.flatMap(({ id }, at) => {
    const vector = directions.subarray((1 + at) * width, (2 + at) * width);
    const [x, y] = place(vector);
    return Number.isFinite(x) && Number.isFinite(y) ? [{ featureId: id, x, y }] : [];
  });
}

function dot(left: Float32Array, right: Float32Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += (left[i] ?? 0) * (right?.[i] ?? 0);
  return sum;
}
