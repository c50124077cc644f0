import type { TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import { sections, type Section } from '../../model/page-state.ts';
import { usePage } from '../../page-context.tsx';
import { sectionViews } from '../../sections.tsx';

/** What stands beside the map, one tab at a time, by the pattern “tabs” of WAI-ARIA. */
export function SideColumn() {
  const { state, source, update } = usePage();
  const id = useId();
  const offered = sections.filter((name) => sectionViews[name].isOffered(source));
  const open = offered.includes(state.section) ? state.section : 'details';
  const { View } = sectionViews[open];
  const go = (name: Section | undefined) => {
    if (name === undefined) return;
    update({ section: name });
    document.getElementById(`${id}-${name}`)?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const at = offered.indexOf(open);
    const { length } = offered;
    const next = {
      ArrowRight: (at + 1) % length,
      ArrowLeft: (at + length - 1) % length,
      Home: 0,
      End: length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(offered[next]);
  };
  return (
    <aside class="side" aria-label="About the samples">
      <div class="tabs" role="tablist" aria-label="About the samples" onKeyDown={onKeyDown}>
        {offered.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            class="tab"
            role="tab"
            aria-selected={name === open}
            aria-controls={`${id}-panel`}
            tabIndex={name === open ? 0 : -1}
            onClick={() => update({ section: name })}
          >
            {sectionViews[name].title}
          </button>
        ))}
      </div>
      {/* Another tab begins at its top. */}
      <div
        key={open}
        id={`${id}-panel`}
        class="side-panel"
        role="tabpanel"
        tabIndex={0}
        aria-labelledby={`${id}-${open}`}
      >
        <View />
      </div>
    </aside>
  );
}
