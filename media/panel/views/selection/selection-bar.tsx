import './selection.css';
import { useMemo } from 'preact/hooks';
import { countText, samplesText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu, type MenuItem } from '../../parts/menu.tsx';
import { useActionItems } from '../action-items.ts';
import { MarkButtons } from '../own-features/mark-buttons.tsx';
import { useExports } from './use-exports.ts';

/** How many samples are selected and what can be done with them. */
export function SelectionBar() {
  const { rows, selection, source, select, update } = usePage();
  const selected = useMemo(() => selection.rows(), [selection]);
  const actions = useActionItems(selected);
  const exports = useExports(selected);
  if (rows === null) return null;
  if (selected.length === 0) {
    return (
      <section class="selection" aria-label="Selection">
        <p class="soft">
          Nothing is selected. Click a point, draw around some, or search for a text.
        </p>
      </section>
    );
  }
  // Two of them have buttons of their own.
  const others = actions.slice(2);
  const whatIf: MenuItem[] = source.can('whatIf')
    ? [{ label: 'What if they were removed?', run: () => update({ section: 'whatIf' }) }]
    : [];
  return (
    <section class="selection" aria-label="Selection">
      <p>
        <strong>{countText(selected.length)}</strong>{' '}
        <span class="selection-all">of {samplesText(rows.count)} </span>selected
      </p>
      <Main selected={selected} />
      <Menu name="More to do with the selection" items={[...others, ...whatIf, ...exports]} upward>
        More
        <Icon name="chevron" />
      </Menu>
      <button
        type="button"
        class="bare"
        aria-label="Select nothing"
        title="Select nothing"
        onClick={() => select([], 'replace')}
      >
        <Icon name="close" />
      </button>
    </section>
  );
}

/** What one does most, at hand. */
function Main({ selected }: { readonly selected: Uint32Array }) {
  const { source, perform } = usePage();
  if (!source.can('act')) {
    return <p class="soft">This is a saved map: open the file in the editor to change it.</p>;
  }
  return (
    <>
      <button type="button" class="primary" onClick={() => void perform('remove', selected)}>
        Remove
      </button>
      <button type="button" onClick={() => void perform('quarantine', selected)}>
        Quarantine
      </button>
      <MarkButtons marked={selected} />
    </>
  );
}
