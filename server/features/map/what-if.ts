import type { CancellationToken } from 'vscode-languageserver';
import { lossesByGroup, whatIfInSteps } from '../../core/map/what-if.ts';
import { noTopic } from '../../core/map/topics.ts';
import { formatIds } from '../../core/sample.ts';
import type { MapLoss, MapWhatIf, MapWhatIfParams } from '../../map-work-protocol.ts';
import type { FeatureContext } from '../context.ts';
import { fromBase64 } from './columns.ts';
import type { MapState } from './data-map.ts';
import { RequestSlice } from './slices.ts';

/** What removing samples would change, as a first-order estimate; null when a file is not open. */
export async function mapWhatIf(
  { uris, projection, ids, riskiestShare }: MapWhatIfParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<MapWhatIf | null> {
  const map = context.maps.of(uris);
  const state = await map.state(projection, context);
  if (!state?.table || !state.pack) return null;
  const slice = new RequestSlice(token);
  const { pack } = state;
  // Samples without a score count for nothing yet, also not among those that are drawn.
  const scored = Array.from(state.rows.slots.keys()).filter(
    (row) => (state.rows.slots[row] ?? -1) >= 0,
  );
  const removed =
    ids === null
      ? riskiest(state, scored, riskiestShare)
      : selected(state, scored, fromBase64(ids) ?? []);
  const { drift, ...sums } = await slice.run(
    whatIfInSteps({ ...columnsOf(state, scored), removed }),
  );
  const names = [{ id: 'risk', title: 'Overall risk' }, ...pack.features];
  return {
    removed: sums.removed,
    samples: sums.samples,
    removedTokens: sums.removedTokens,
    tokens: sums.tokens,
    draws: sums.draws,
    drift: drift.map((estimate, at) => {
      const { id = '', title = '' } = names[at] ?? {};
      return { id, title, ...estimate };
    }),
    lost: losses(state, map.topicNames(state), scored, removed),
  };
}

/** Indices in `scored` of the riskiest share of what is trained on. */
function riskiest({ rows, table }: MapState, scored: readonly number[], share: number): number[] {
  const risk = (at: number): number => table?.risk[rows.slots[scored[at] ?? 0] ?? 0] ?? NaN;
  const trained = Array.from(scored.keys()).filter((at) => !Number.isNaN(risk(at)));
  trained.sort((a, b) => risk(b) - risk(a) || a - b);
  return trained.slice(0, Math.round(share * trained.length));
}

function selected({ rows }: MapState, scored: readonly number[], ids: ArrayLike<number>): number[] {
  const wanted = new Set(Array.from(ids));
  return Array.from(scored.keys()).filter((at) => wanted.has(rows.id[scored[at] ?? 0] ?? -1));
}

function columnsOf(
  { rows, table }: MapState,
  scored: readonly number[],
): { readonly cosines: Float32Array[]; readonly tokens: Float64Array } {
  const slots = scored.map((row) => rows.slots[row] ?? 0);
  const directions = table?.directions ?? 0;
  return {
    tokens: Float64Array.from(slots, (slot) => table?.tokens[slot] ?? 0),
    cosines: Array.from({ length: directions }, (_, direction) =>
      Float32Array.from(slots, (slot) => table?.cosines[slot * directions + direction] ?? NaN),
    ),
  };
}

function losses(
  { rows, slots }: MapState,
  topics: readonly string[],
  scored: readonly number[],
  removed: readonly number[],
): MapLoss[] {
  const topic = scored.map((row) => slots.topic?.[rows.slots[row] ?? 0] ?? noTopic);
  const format = scored.map((row) => rows.format[row] ?? 0);
  const told = (
    kind: MapLoss['kind'],
    names: readonly string[],
    labels: readonly number[],
  ): MapLoss[] => {
    const counts = lossesByGroup(labels, names.length, removed);
    return names.flatMap((name, at) => {
      const samples = counts.samples[at] ?? 0;
      return samples === 0 ? [] : [{ kind, name, samples, removed: counts.removed[at] ?? 0 }];
    });
  };
  return [...told('topic', topics, topic), ...told('format', formatIds, format)];
}
