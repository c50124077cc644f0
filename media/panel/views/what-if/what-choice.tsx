import { useId } from 'preact/hooks';
import { samplesText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';

/** What would be removed: the selection, or the riskiest percent. */
export interface What {
  readonly kind: 'selection' | 'budget';
  /** As it was typed. */
  readonly budget: string;
}

/** Budgets in percent that a saved map has answers for. */
const savedBudgets = ['1', '2', '5', '10', '20'];

export function WhatChoice({
  what,
  onChange,
}: {
  readonly what: What;
  readonly onChange: (what: What) => void;
}) {
  const { source, selection } = usePage();
  const name = useId();
  const budget = <Budget what={what} onChange={onChange} live={source.live} />;
  if (!source.live) return <div class="what-if-choice">What if one removed {budget}</div>;
  const radio = (kind: What['kind']) => ({
    type: 'radio' as const,
    name,
    checked: what.kind === kind,
    onChange: () => onChange({ ...what, kind }),
  });
  return (
    <fieldset class="what-if-choice">
      <legend>What if one removed …</legend>
      <label>
        <input {...radio('selection')} /> the selection ({samplesText(selection.count)})
      </label>
      <div>
        <input {...radio('budget')} aria-label="the riskiest part" /> {budget}
      </div>
    </fieldset>
  );
}

function Budget({
  what,
  onChange,
  live,
}: {
  readonly what: What;
  readonly onChange: (what: What) => void;
  readonly live: boolean;
}) {
  const choose = (budget: string): void => onChange({ kind: 'budget', budget });
  return (
    <label>
      the riskiest{' '}
      {live ? (
        <input
          type="number"
          class="what-if-budget"
          min="0.1"
          max="50"
          step="any"
          value={what.budget}
          aria-invalid={what.kind === 'budget' && what.budget === ''}
          onInput={({ currentTarget: { value } }) => choose(value)}
        />
      ) : (
        <select value={what.budget} onChange={({ currentTarget: { value } }) => choose(value)}>
          {savedBudgets.map((percent) => (
            <option key={percent} value={percent}>
              {percent}
            </option>
          ))}
        </select>
      )}{' '}
      %
    </label>
  );
}
