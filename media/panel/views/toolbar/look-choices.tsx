import { useId } from 'preact/hooks';
import type { ColourBy, SizeBy } from '../../model/page-state.ts';
import { usePage } from '../../page-context.tsx';

const colours: readonly (readonly [Exclude<ColourBy['kind'], 'feature'>, string])[] = [
  ['risk', 'Risk'],
  ['nearest', 'Nearest feature'],
  ['ignored', 'Flagged and ignored'],
  ['topic', 'Topic'],
  ['format', 'Format'],
  ['role', 'Role'],
  ['length', 'Length'],
  ['duplicates', 'Duplicates'],
  ['file', 'File'],
];
const sizes: readonly (readonly [Exclude<SizeBy['kind'], 'feature'>, string])[] = [
  ['same', 'All the same'],
  ['risk', 'Risk'],
  ['length', 'Length'],
];

export function ColourChoice() {
  const { state, update, uris } = usePage();
  const { colourBy } = state;
  const offered = colours.filter(([kind]) => kind !== 'file' || uris.length > 1);
  return (
    <LookChoice
      label="Colour"
      options={offered}
      value={colourBy}
      choose={(kind, id) => {
        const plain = offered.find(([name]) => name === kind)?.[0];
        update({ colourBy: plain === undefined ? { kind: 'feature', id } : { kind: plain } });
      }}
    />
  );
}

export function SizeChoice() {
  const { state, update } = usePage();
  return (
    <LookChoice
      label="Size"
      options={sizes}
      value={state.sizeBy}
      choose={(kind, id) => {
        const plain = sizes.find(([name]) => name === kind)?.[0];
        update({ sizeBy: plain === undefined ? { kind: 'feature', id } : { kind: plain } });
      }}
    />
  );
}

interface LookChoiceProps {
  readonly label: string;
  readonly options: readonly (readonly [kind: string, label: string])[];
  readonly value: ColourBy | SizeBy;
  readonly choose: (kind: string, featureId: string) => void;
}

/** What colours or sizes go by: something of every sample, or its cosine to one feature. */
function LookChoice({ label, options, value, choose }: LookChoiceProps) {
  const id = useId();
  const { summary } = usePage();
  const hasOwn = summary?.features.some(({ own }) => own) === true;
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.kind === 'feature' ? `feature:${value.id}` : value.kind}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value;
          choose(chosen, chosen.replace('feature:', ''));
        }}
      >
        {options.map(([kind, name]) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
        <optgroup label="Nearness to one feature">
          <FeatureOptions prefix="feature:" own={false} />
        </optgroup>
        {hasOwn && (
          <optgroup label="Nearness to one of my features">
            <FeatureOptions prefix="feature:" own />
          </optgroup>
        )}
      </select>
    </div>
  );
}

interface FeatureOptionsProps {
  readonly prefix?: string;
  /** Only those of one's own, or only those of the pack. */
  readonly own?: boolean;
}

/** Options for all features. */
export function FeatureOptions({ prefix = '', own: wanted }: FeatureOptionsProps) {
  const { summary } = usePage();
  const features = summary?.features ?? [];
  return (
    <>
      {features
        .filter(({ own }) => wanted === undefined || own === wanted)
        .map(({ id, title }) => (
          <option key={id} value={`${prefix}${id}`}>
            {title}
          </option>
        ))}
    </>
  );
}
