import { strengthWords } from '../../model/graph-text.ts';
import type { GraphNode } from '../../model/graph.ts';

/** How many of each kind the list names. */
const named = 6;

/** What the sample feeds, in words. */
export function FedList({
  nodes,
  line,
}: {
  readonly nodes: readonly GraphNode[];
  /** The sample's line, from 0; null without a sample. */
  readonly line: number | null;
}) {
  if (line === null) {
    return <p class="superposition-note">Go to a sample on the map to see what it feeds.</p>;
  }
  const place = `line ${(line + 1).toLocaleString('en-US')}`;
  if (nodes.length === 0) {
    return <p class="superposition-note">The sample on {place} feeds none of these.</p>;
  }
  const features = nodes.filter(({ kind }) => kind === 'feature');
  const latents = nodes.filter(({ kind }) => kind === 'latent');
  return (
    <section class="superposition-feeds">
      <h3>What the sample on {place} feeds</h3>
      <List title="Features" nodes={features} />
      <List title="Latents" nodes={latents} />
    </section>
  );
}

function List({ title, nodes }: { readonly title: string; readonly nodes: readonly GraphNode[] }) {
  if (nodes.length === 0) return null;
  const more = nodes.length - named;
  return (
    <>
      <h4>{title}</h4>
      <ol>
        {nodes.slice(0, named).map((node) => (
          <li key={node.id}>
            {node.title}: {strengthWords(node)}
          </li>
        ))}
      </ol>
      {more > 0 ? <p class="superposition-note">and {more.toLocaleString('en-US')} more</p> : null}
    </>
  );
}
