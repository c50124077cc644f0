import { usePage } from '../../page-context.tsx';
import { Dialog } from '../../parts/dialog.tsx';

const mapKeys: readonly (readonly [string, string])[] = [
  ['← ↑ → ↓', 'Go to the nearest sample in that direction'],
  ['Space', 'Add the sample to the selection, or take it out'],
  ['Enter', 'Open its line in the editor'],
  ['Delete', 'Remove the selection from the file; undo in the editor brings it back'],
  ['+  −  0', 'Nearer, farther, the whole map'],
  ['Esc', 'Give up what is being drawn; select nothing'],
];
const reviewKeys: readonly (readonly [string, string])[] = [
  ['A', 'More like this'],
  ['R', 'Not like this'],
  ['S', 'Skip'],
  ['U', 'Take the last answer back'],
  ['Esc', 'Leave the review'],
];
const mouse: readonly (readonly [string, string])[] = [
  ['Click', 'Select a sample and keep it in the details'],
  ['Shift + click', 'Add it, or take it out'],
  ['Double click', 'Open its line in the editor'],
  ['Shift + drag', 'With rectangle or lasso: add to the selection'],
  ['Alt + drag', 'With rectangle or lasso: take out of it'],
];

/** What one can do with keyboard and mouse. */
export function HelpDialog({ close }: { readonly close: () => void }) {
  const { source } = usePage();
  return (
    <Dialog title="Keys and mouse" close={close}>
      <h3>Map and table, by keyboard</h3>
      <Keys of={mapKeys.filter(([key]) => source.live || !['Enter', 'Delete'].includes(key))} />
      {source.can('borderline') && (
        <>
          <h3>Review of borderline lines</h3>
          <Keys of={reviewKeys} />
        </>
      )}
      <h3>Map, by mouse</h3>
      <Keys of={mouse.filter(([key]) => source.live || key !== 'Double click')} />
      <p class="soft">
        A point is a sample, a label a harmful feature. What near and far mean is said under the
        map, and depends on the projection. The table shows the same samples and shares the
        selection.
      </p>
    </Dialog>
  );
}

function Keys({ of }: { readonly of: readonly (readonly [string, string])[] }) {
  return (
    <dl class="keys">
      {of.map(([key, meaning]) => (
        <>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </>
      ))}
    </dl>
  );
}
