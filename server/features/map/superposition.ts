import type { Latent } from '../../core/pack/latents.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { SampleScore } from '../../core/scoring/sample-score.ts';
import type {
  MapEdge,
  MapNode,
  MapSuperposition,
  MapSuperpositionParams,
} from '../../map-work-protocol.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import type { FeatureContext } from '../context.ts';

/** Latents that are shown of the pack, and of the sample beside them. */
const shownLatents = 40;
const shownOfSample = 12;
/** Of the latents that lie near a feature, as many are the least selective for harm as are the most. */
const perFeature = 2;
/** Cosines nearer to 0 are no edges: rows without a relation stay within 0.12. */
const leastCosine = 0.12;

/**
 * Features and the latents that lie nearest to them as a graph: which harmless-looking latent lies near which
 * harmful feature, and which of them a sample feeds. Cosines below 0.12 in size are left out.
 */
export async function mapSuperposition(
  { sample }: MapSuperpositionParams,
  context: FeatureContext,
): Promise<MapSuperposition> {
  const { engine } = context.scanner;
  if (engine === null) return { nodes: [], edges: [], message: 'The model is not loaded.' };
  const { pack } = engine.outcomes;
  const score = sample === null ? null : scoreOf(sample, context);
  const directions = await engine.directions.load();
  const known = await engine.latents.load().catch((error: unknown) => sentenceOf(error));
  const featureNodes = pack.features.map((feature, at) => featureNode(feature, at, score));
  const featureEdges = edgesBetween(
    directions.subarray(pack.width),
    pack.width,
    pack.features.map(({ id }) => id),
  );
  if (typeof known === 'string') {
    return { nodes: featureNodes, edges: featureEdges, message: known };
  }
  const chosen = chooseLatents(known, pack, score);
  const nodes = [...featureNodes, ...chosen.map((latent) => latentNode(latent, score))];
  const edges = [
    ...featureEdges,
    ...chosen.flatMap(nearnessEdges),
    ...(await latentEdges(chosen, engine)),
  ];
  return { nodes, edges, message: null };
}

function scoreOf(
  { uri, id }: NonNullable<MapSuperpositionParams['sample']>,
  { scanner }: FeatureContext,
): SampleScore | null {
  const record = scanner.files.get(uri)?.lines.find((line) => line.id === id);
  if (record?.summary?.kind !== 'sample') return null;
  const outcome = scanner.engine?.outcomes.get(record.summary.hash);
  return outcome?.kind === 'score' ? outcome.score : null;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The latents of the pack cannot be read.';
}

/** Near every feature the latents that are most and least selective for harm, and the sample's own strongest. */
function chooseLatents(
  known: readonly Latent[],
  { features }: Pack,
  score: SampleScore | null,
): readonly Latent[] {
  const chosen = new Set<Latent>();
  for (const { id } of (score?.latents ?? []).slice(0, shownOfSample)) {
    const latent = known[id];
    if (latent !== undefined) chosen.add(latent);
  }
  const most = chosen.size + shownLatents;
  // Round after round, so that no feature takes the room of another.
  const queues = features.map(({ id }) => nearestTo(id, known));
  for (
    let round = 0;
    chosen.size < most && queues.some(({ length }) => length > round);
    round += 1
  ) {
    for (const queue of queues) {
      const latent = queue[round];
      if (latent !== undefined && chosen.size < most) chosen.add(latent);
    }
  }
  return [...chosen].sort((a, b) => a.id - b.id);
}

/** The latents nearest to a feature, the most harmful and the most harmless-looking of them first, in turns. */
function nearestTo(feature: string, known: readonly Latent[]): Latent[] {
  const near = known
    .flatMap((latent) => {
      const cosine = cosineTo(latent, feature);
      return cosine >= leastCosine ? [{ latent, cosine }] : [];
    })
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, 4 * perFeature)
    .map(({ latent }) => latent)
    .sort((a, b) => b.harm.statistic - a.harm.statistic);
  const mixed: Latent[] = [];
  while (near.length > 0) {
    const next = mixed.length % 2 === 0 ? near.shift() : near.pop();
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}

function cosineTo({ nearest }: Latent, feature: string): number {
  return nearest.find((each) => each.feature === feature)?.cosine ?? 0;
}

function featureNode(
  { id, title }: Pack['features'][number],
  at: number,
  score: SampleScore | null,
): MapNode {
  const fed = score?.featureCosines[at] ?? null;
  return { id, kind: 'feature', title, harm: null, firingRate: null, fed };
}

function latentNode({ id, name, harm, firingRate }: Latent, score: SampleScore | null): MapNode {
  const active = score?.latents?.find((latent) => latent.id === id)?.activation ?? 0;
  return {
    id: nodeName(id),
    kind: 'latent',
    title: name,
    harm: harm.statistic,
    firingRate,
    fed: score?.latents === undefined ? null : active,
  };
}

function nodeName(latent: number): string {
  return `latent:${latent}`;
}

function nearnessEdges({ id, nearest }: Latent): MapEdge[] {
  return nearest
    .filter(({ cosine }) => Math.abs(cosine) >= leastCosine)
    .map(({ feature, cosine }) => ({ from: nodeName(id), to: feature, cosine }));
}

/** Edges between latents; none when the pack does not tell their directions. */
async function latentEdges(chosen: readonly Latent[], engine: ScanEngine): Promise<MapEdge[]> {
  const decoder = await engine.latents.decoder();
  if (decoder === null) return [];
  const { width } = engine.outcomes.pack;
  const rows = new Float32Array(chosen.length * width);
  for (const [at, { id }] of chosen.entries()) {
    rows.set(decoder.row(id), at * width);
  }
  return edgesBetween(
    rows,
    width,
    chosen.map(({ id }) => nodeName(id)),
  );
}

/** @param rows `[ids, width]`, unit rows. */
function edgesBetween(rows: Float32Array, width: number, ids: readonly string[]): MapEdge[] {
  const edges: MapEdge[] = [];
  for (const [a, from] of ids.entries()) {
    for (let b = a + 1; b < ids.length; b += 1) {
      let cosine = 0;
      for (let i = 0; i < width; i += 1) {
        cosine += (rows[a * width + i] ?? 0) * (rows[b * width + i] ?? 0);
      }
      const to = ids[b];
      if (to !== undefined && Math.abs(cosine) >= leastCosine) edges.push({ from, to, cosine });
    }
  }
  return edges;
}
