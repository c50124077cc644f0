import './legend.css';
import { useId, useMemo } from 'preact/hooks';
import { onlyShown, type LegendEntry } from '../../model/colouring.ts';
import { ringWords } from '../../model/picture-legend.ts';
import { hollowCount } from '../../model/points.ts';
import { countText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import type { Picture } from '../../picture-context.tsx';

/** What the colours mean and how many samples have each; an entry shows only its samples, or leaves them out. */
export function Legend({ picture: { rows, colouring } }: { readonly picture: Picture }) {
  const { state, update } = usePage();
  const { hidden } = state;
  const title = useId();
  const entries = colouring.entries.filter(({ count }) => count > 0);
  const hollow = useMemo(() => hollowCount(rows), [rows]);
  const toggle = (key: string) =>
    update({
      hidden: hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key],
    });
  const only = (key: string) => update({ hidden: onlyShown(colouring.entries, hidden, key) });
  const isFiltered = entries.some(({ key }) => hidden.includes(key));
  return (
    <section class="legend" aria-labelledby={title}>
      <div class="legend-head">
        <h2 id={title}>{colouring.title}</h2>
        <button
          type="button"
          class="link"
          disabled={!isFiltered}
          onClick={() => update({ hidden: [] })}
        >
          Show all
        </button>
      </div>
      <ul class="legend-list">
        {entries.map((entry) => (
          <Entry
            key={entry.key}
            entry={entry}
            shown={!hidden.includes(entry.key)}
            toggle={toggle}
            only={only}
          />
        ))}
      </ul>
      {hollow > 0 && (
        <p class="legend-ring soft">
          <span class="legend-hollow" aria-hidden="true" />
          {ringWords(hollow)}
        </p>
      )}
    </section>
  );
}

interface EntryProps {
  readonly entry: LegendEntry;
  readonly shown: boolean;
  readonly toggle: (key: string) => void;
  readonly only: (key: string) => void;
}

function Entry({ entry: { key, label, colour, count }, shown, toggle, only }: EntryProps) {
  return (
    <li class="legend-entry" data-shown={shown}>
      <input
        type="checkbox"
        checked={shown}
        aria-label={`Show ${label}`}
        onChange={() => toggle(key)}
      />
      <button
        type="button"
        class="legend-name"
        title={`Show only “${label}”; with Ctrl or Shift, show or leave it out`}
        onClick={({ ctrlKey, metaKey, shiftKey }) =>
          ctrlKey || metaKey || shiftKey ? toggle(key) : only(key)
        }
      >
        <span class="unseen">Show only </span>
        <span class="legend-dot" style={{ backgroundColor: colour }} />
        <span class="legend-label">{label}</span>
        <span class="legend-count">{countText(count)}</span>
      </button>
    </li>
  );
}
