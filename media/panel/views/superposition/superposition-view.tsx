import '../harm-colours.css';
import './superposition.css';
import { useMemo, useState } from 'preact/hooks';
import type { MapSuperposition } from '../../../../server/map-work-protocol.ts';
import { fedNodes, graphNodes, neighboursOf, visibleEdges } from '../../model/graph.ts';
import { nodeCaption } from '../../model/graph-text.ts';
import { usePage } from '../../page-context.tsx';
import { useAnswer } from '../use-answer.ts';
import { FedList } from './fed-list.tsx';
import { Graph } from './graph.tsx';
import { LeastCosine, leastOf } from './least-cosine.tsx';
import { Legend } from './legend.tsx';
import { NodeTable } from './node-table.tsx';

/** After the focus has rested for so many milliseconds, its sample's latents are asked for. */
const rest = 150;

/** Harmful features and latents as a graph of nearness, and which of them a sample feeds. */
export function SuperpositionView() {
  const { source, rows, summary, trouble } = usePage();
  const sample = useSample();
  const { uri, id } = sample ?? {};
  const offered = source.can('superposition') && summary !== null;
  const answer = useAnswer(
    offered
      ? () =>
          source.request('superposition', {
            sample: uri === undefined || id === undefined ? null : { uri, id },
          })
      : null,
    [source, offered, uri, id],
    rest,
  );
  if (!source.can('superposition')) {
    return <State>This saved map does not hold the directions of the pack.</State>;
  }
  if (summary === null || rows === null) {
    return <State>{trouble ?? 'The graph appears with the map.'}</State>;
  }
  if (answer.value === null) {
    return <State>{answer.trouble ?? 'Comparing the directions of the pack …'}</State>;
  }
  if (answer.value.nodes.length === 0) {
    return <State>{answer.value.message ?? 'The pack has no directions to compare.'}</State>;
  }
  return (
    <div class={answer.pending ? 'superposition superposition-pending' : 'superposition'}>
      {answer.trouble === null ? null : <State>{answer.trouble}</State>}
      <Picture graph={answer.value} live={source.live} line={sample?.line ?? null} />
    </div>
  );
}

function Picture({
  graph,
  live,
  line,
}: {
  readonly graph: MapSuperposition;
  readonly live: boolean;
  readonly line: number | null;
}) {
  const { edges, message } = graph;
  const [chosen, setChosen] = useState<number | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const nodes = useMemo(() => graphNodes(graph.nodes), [graph]);
  const titles = useMemo(() => new Map(nodes.map(({ id, title }) => [id, title])), [nodes]);
  const least = leastOf(chosen, edges, nodes.length);
  const shown = useMemo(() => visibleEdges(edges, least), [edges, least]);
  const neighbours = useMemo(() => neighboursOf(shown), [shown]);
  const node = nodes.find(({ id }) => id === active);
  return (
    <>
      {message === null ? null : <p class="superposition-note">{message}</p>}
      <Graph
        nodes={nodes}
        edges={edges}
        shown={shown}
        neighbours={neighbours}
        titles={titles}
        active={active}
        onActive={setActive}
      />
      <p class="superposition-caption" aria-live="polite">
        {node === undefined
          ? 'Point at a node, or go to it with the arrow keys, to see what lies near it.'
          : nodeCaption(node, neighbours.get(node.id) ?? [], titles)}
      </p>
      <LeastCosine edges={edges} value={least} shown={shown.length} onChange={setChosen} />
      <Legend nodes={nodes} />
      {live ? <FedList nodes={fedNodes(nodes)} line={line} /> : null}
      <NodeTable nodes={nodes} neighbours={neighbours} titles={titles} />
      <p class="superposition-note">
        A line joins two directions of the model that point alike: what is trained on one is felt by
        the other. A harmless-looking latent near a harmful feature is a way for harmless-looking
        data to do harm.
      </p>
    </>
  );
}

/** The sample that the page is on, or the only one that is selected. */
function useSample(): { readonly uri: string; readonly id: number; readonly line: number } | null {
  const { source, rows, selection, focusRow } = usePage();
  if (rows === null || !source.live) return null;
  const row = focusRow ?? (selection.count === 1 ? selection.rows()[0] : undefined);
  if (row === undefined) return null;
  const id = rows.id[row];
  const line = rows.line[row];
  const uri = rows.summary.files[rows.file[row] ?? -1]?.uri;
  return id === undefined || line === undefined || uri === undefined ? null : { uri, id, line };
}

function State({ children }: { readonly children: string }) {
  return <p class="superposition-state">{children}</p>;
}
