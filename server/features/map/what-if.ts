import type { CancellationToken } from 'vscode-languageserver';
import { sortInSteps } from '../../core/map/sort-in-steps.ts';
import { lossesByGroup, whatIfInSteps } from '../../core/map/what-if.ts';
import { noTopic } from '../../core/map/topics.ts';
import { formatIds } from '../../core/sample.ts';
import type { MapLoss, MapWhatIf, MapWhatIfParams } from '../../map-work-protocol.ts';
import type { FeatureContext } from '../context.ts';
import { fromBase64 } from './columns.ts';
import type { MapState } from './data-map.ts';
import { RequestSlice } from './slices.ts';

/** Samples that are gone over between two pauses: about a millisecond. */
const step = 4_096;

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
  const scored = scoredRows(state);
  await slice.rest();
  const removed =
    ids === null
      ? await slice.run(riskiest(state, scored, riskiestShare))
      : selected(state, scored, fromBase64(ids) ?? new Uint32Array());
  await slice.rest();
  const columns = await slice.run(columnsOf(state, scored));
  const { drift, ...sums } = await slice.run(whatIfInSteps({ ...columns, removed }));
  await slice.rest();
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

function scoredRows({ rows }: MapState): Uint32Array {
  const scored = new Uint32Array(rows.count);
  let count = 0;
  for (let row = 0; row < rows.count; row += 1) {
    if ((rows.slots[row] ?? -1) < 0) continue;
    scored[count] = row;
    count += 1;
  }
  return scored.subarray(0, count);
}

/** Indices in `scored` of the riskiest share of what is trained on; of equal risks the first. */
function* riskiest(
  { rows, table }: MapState,
  scored: Uint32Array,
  share: number,
): Generator<undefined, Uint32Array> {
  // A risk is a float32 of 0..1, whose bits as a number are in the same order; index and risk fit 53 bits.
  const room = 2 ** Math.ceil(Math.log2(Math.max(1, scored.length)));
  const bits = new DataView(new ArrayBuffer(4));
  const values = new Float64Array(scored.length);
  let trained = 0;
  for (let at = 0; at < scored.length; at += 1) {
    if (at % step === step - 1) yield;
    const risk = table?.risk[rows.slots[scored[at] ?? 0] ?? 0] ?? NaN;
    if (Number.isNaN(risk)) continue;
    bits.setFloat32(0, risk);
    values[trained] = at - room * bits.getUint32(0);
    trained += 1;
  }
  const sorted = yield* sortInSteps(values.subarray(0, trained));
  const most = sorted.subarray(0, Math.round(share * trained));
  return Uint32Array.from(most, (value) => ((value % room) + room) % room);
}

function selected({ rows }: MapState, scored: Uint32Array, ids: Uint32Array): Uint32Array {
  const wanted = new Set(ids);
  const found = new Uint32Array(scored.length);
  let count = 0;
  for (let at = 0; at < scored.length; at += 1) {
    if (!wanted.has(rows.id[scored[at] ?? 0] ?? -1)) continue;
    found[count] = at;
    count += 1;
  }
  return found.subarray(0, count);
}

function* columnsOf(
  { rows, table }: MapState,
  scored: Uint32Array,
): Generator<undefined, { readonly cosines: Float32Array[]; readonly tokens: Float64Array }> {
  const directions = table?.directions ?? 0;
  const tokens = new Float64Array(scored.length);
  const cosines = Array.from({ length: directions }, () => new Float32Array(scored.length));
  for (let at = 0; at < scored.length; at += 1) {
    if (at % step === step - 1) yield;
    const slot = rows.slots[scored[at] ?? 0] ?? 0;
    tokens[at] = table?.tokens[slot] ?? 0;
    for (let j = 0; j < directions; j += 1) {
      const column = cosines[j];
      if (column !== undefined) column[at] = table?.cosines[slot * directions + j] ?? NaN;
    }
  }
  return { tokens, cosines };
}

function losses(
  { rows, slots }: MapState,
  topics: readonly string[],
  scored: Uint32Array,
  removed: Uint32Array,
): MapLoss[] {
  const topic = scored.map((row) => slots.topic?.[rows.slots[row] ?? 0] ?? noTopic);
  const format = scored.map((row) => rows.format[row] ?? 0);
  const told = (
    kind: MapLoss['kind'],
    names: readonly string[],
    labels: ArrayLike<number>,
  ): MapLoss[] => {
    const counts = lossesByGroup(labels, names.length, removed);
    return names.flatMap((name, at) => {
      const samples = counts.samples[at] ?? 0;
      return samples === 0 ? [] : [{ kind, name, samples, removed: counts.removed[at] ?? 0 }];
    });
  };
  return [...told('topic', topics, topic), ...told('format', formatIds, format)];
}
