import { useId, useState } from 'preact/hooks';
import type { OwnFeatureView } from '../../../../server/own-feature-protocol.ts';
import { percentOfThreshold, thresholdFromPercent } from '../../model/own-words.ts';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import { useFeatureChange } from './feature-actions.tsx';

interface Props {
  readonly own: Own;
  readonly feature: OwnFeatureView;
}

const severities = [
  ['information', 'Information'],
  ['warning', 'Warning'],
  ['error', 'Error'],
] as const;

/** Whether a feature flags, from where on, and how it is shown. */
export function FeatureSettings({ own, feature }: Props) {
  const { update } = usePage();
  const id = useId();
  const { title } = feature;
  const { enabled, severity, set } = useChosen({ own, feature });
  return (
    <div class="own-settings">
      <label class="own-switch">
        <input
          type="checkbox"
          role="switch"
          checked={enabled}
          aria-disabled={own.busy}
          aria-label={`Flag lines that are near to ${title}`}
          onChange={({ currentTarget: { checked } }) => set({ enabled: checked })}
        />
        Flag lines near to it
      </label>
      <Threshold key={feature.threshold} own={own} feature={feature} />
      <span class="own-choice">
        <label for={id}>
          Severity<span class="unseen"> of {title}</span>
        </label>
        <select
          id={id}
          value={severity}
          aria-disabled={own.busy}
          onChange={({ currentTarget: { value } }) => {
            const chosen = severities.find(([name]) => name === value)?.[0];
            if (chosen !== undefined) set({ severity: chosen });
          }}
        >
          {severities.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <button
        type="button"
        class="link"
        onClick={() => {
          own.chooseFeature(feature.id);
          update({ section: 'calibration' });
        }}
      >
        What thresholds cost<span class="unseen"> for {title}</span>
      </button>
    </div>
  );
}

type Choice = Partial<Pick<OwnFeatureView, 'enabled' | 'severity'>>;

/** What was chosen stays to be seen until the server says how it is. */
function useChosen({ own, feature }: Props) {
  const change = useFeatureChange({ own, feature });
  const [chosen, setChosen] = useState<{ choice: Choice; before: OwnFeatureView } | null>(null);
  const set = async (choice: Choice): Promise<void> => {
    setChosen({ choice, before: feature });
    if (!(await change({ kind: 'set', ...choice }))) setChosen(null);
  };
  const { enabled, severity } = {
    ...feature,
    ...(chosen?.before === feature ? chosen.choice : {}),
  };
  return { enabled, severity, set: (choice: Choice) => void set(choice) };
}

/** A field for the percentage; what is no percentage is refused with a sentence. */
function Threshold({ own, feature }: Props) {
  const change = useFeatureChange({ own, feature });
  const before = percentOfThreshold(feature.threshold);
  const [typed, setTyped] = useState(before);
  const id = useId();
  const threshold = thresholdFromPercent(typed);
  const commit = async (): Promise<void> => {
    if (threshold === null || threshold === feature.threshold) return;
    if (!(await change({ kind: 'set', threshold }))) setTyped(before);
  };
  return (
    <span class="own-choice">
      <label for={id}>
        Nearer than<span class="unseen"> this percentage of ordinary samples, {feature.title}</span>
      </label>
      <span>
        <input
          id={id}
          class="own-percent"
          inputMode="decimal"
          value={typed}
          aria-invalid={threshold === null}
          onInput={({ currentTarget: { value } }) => setTyped(value)}
          onChange={() => void commit()}
        />{' '}
        % of ordinary samples
      </span>
      {threshold === null && <span class="own-trouble">A percentage from 0 to 100 is needed.</span>}
    </span>
  );
}
