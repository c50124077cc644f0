import { useId } from 'preact/hooks';
import { renderers } from '../../model/page-state.ts';
import { isOfHarm, qualityAdvice, qualityWords } from '../../model/quality-words.ts';
import type { Rows } from '../../model/rows.ts';
import { usePage } from '../../page-context.tsx';

/** What the map shows and how far one may trust it. */
export function Quality({ rows }: { readonly rows: Rows }) {
  const { message, quality, shown } = rows.summary.projection;
  return (
    <details class="quality">
      <summary>
        {quality === null
          ? 'About this map'
          : [
              isOfHarm(shown) && <span key="likeness">As a map of likeness: </span>,
              ...qualityWords(quality).map(({ name, value, verdict }) => (
                <span key={name} class="quality-measure">
                  {name} <strong>{value}</strong> ({verdict})
                </span>
              )),
            ]}
      </summary>
      <p>{message}</p>
      {quality !== null && (
        <>
          <p>{qualityAdvice(quality, shown)}</p>
          {qualityWords(quality).map(({ name, meaning }) => (
            <p key={name} class="soft">
              {name}: {meaning}
            </p>
          ))}
        </>
      )}
      <RendererChoice />
    </details>
  );
}

const rendererNames = {
  auto: 'with WebGL where a graphics card draws it',
  webgl: 'with WebGL',
  canvas: 'without WebGL',
} as const;

function RendererChoice() {
  const { state, update } = usePage();
  const id = useId();
  return (
    <p class="labelled">
      <label for={id}>The points are drawn</label>
      <select
        id={id}
        value={state.renderer}
        onChange={({ currentTarget: { value } }) =>
          update({ renderer: renderers.find((name) => name === value) ?? 'auto' })
        }
      >
        {renderers.map((name) => (
          <option key={name} value={name}>
            {rendererNames[name]}
          </option>
        ))}
      </select>
    </p>
  );
}
