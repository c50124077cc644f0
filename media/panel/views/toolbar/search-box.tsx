import { useEffect, useState } from 'preact/hooks';
import { numbersFromBase64 } from '../../model/base64.ts';
import type { SearchText } from '../../model/page-state.ts';
import { samplesText, sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { Icon } from '../../parts/icon.tsx';

/** Selects the samples whose line matches a text or a regular expression. */
export function SearchBox() {
  const { source, state, update } = usePage();
  const [text, setText] = useState(state.search.text);
  const search = useSearch();
  // A state that is restored brings its text along.
  useEffect(() => setText(state.search.text), [state.search.text]);
  if (!source.can('search')) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    const wanted = { ...state.search, text };
    update({ search: wanted });
    if (text !== '') void search(wanted);
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <input
        type="search"
        value={text}
        placeholder="Search the lines"
        aria-label="Select the samples whose line contains"
        spellcheck={false}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Option name="matchCase" label="Match case" sign="Aa" text={text} />
      <Option name="regularExpression" label="Regular expression (RE2)" sign=".*" text={text} />
      <button
        type="submit"
        class="bare"
        aria-label="Select what matches"
        title="Select what matches"
      >
        <Icon name="search" />
      </button>
    </form>
  );
}

interface OptionProps {
  readonly name: 'matchCase' | 'regularExpression';
  readonly label: string;
  readonly sign: string;
  /** What is in the box now. */
  readonly text: string;
}

function Option({ name, label, sign, text }: OptionProps) {
  const { state, update } = usePage();
  const { search } = state;
  return (
    <button
      type="button"
      class="bare"
      aria-pressed={search[name]}
      aria-label={label}
      title={label}
      onClick={() => update({ search: { ...search, text, [name]: !search[name] } })}
    >
      {sign}
    </button>
  );
}

function useSearch(): (wanted: SearchText) => Promise<void> {
  const { rows, source, target, selectIds, announce } = usePage();
  return async (wanted) => {
    if (rows === null) return;
    try {
      const { ids, message } = await source.request('search', { ...target, ...wanted });
      if (message !== null) {
        announce(message);
        return;
      }
      const found = selectIds(numbersFromBase64(ids));
      announce(found === 0 ? 'No line matches.' : `${samplesText(found)} selected.`);
    } catch (error) {
      announce(sentenceOf(error));
    }
  };
}
