import { useId } from 'preact/hooks';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';

/** Which file features count for, where the map has several. */
export function FileChoice({ own }: { readonly own: Own }) {
  const { uris, names } = usePage();
  const id = useId();
  if (uris.length < 2) return null;
  return (
    <div class="own-choice">
      <label for={id}>File</label>
      <select
        id={id}
        value={own.uri}
        onChange={({ currentTarget: { value } }) => own.chooseFile(value)}
      >
        {uris.map((uri, index) => (
          <option key={uri} value={uri}>
            {names[index] ?? uri}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One of several features. */
export function FeatureChoice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (featureId: string) => void;
}) {
  const id = useId();
  return (
    <div class="own-choice">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Takes the last change of features back. */
export function UndoButton({ own }: { readonly own: Own }) {
  const { source } = usePage();
  const undo = own.answer.value?.undo ?? null;
  if (undo === null) return null;
  return (
    <button
      type="button"
      aria-disabled={own.busy}
      onClick={() => void own.change(() => source.request('undoFeature', { uri: own.uri }))}
    >
      Undo {undo}
    </button>
  );
}
