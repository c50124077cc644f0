import { qualityAdvice, qualityWords } from '../../model/quality-words.ts';
import type { Rows } from '../../model/rows.ts';

/** What the map shows and how far one may trust it. */
export function Quality({ rows }: { readonly rows: Rows }) {
  const { message, quality } = rows.summary.projection;
  return (
    <details class="quality">
      <summary>
        {quality === null
          ? 'About this map'
          : qualityWords(quality).map(({ name, value, verdict }) => (
              <span key={name} class="quality-measure">
                {name} <strong>{value}</strong> ({verdict})
              </span>
            ))}
      </summary>
      <p>{message}</p>
      {quality !== null && (
        <>
          <p>{qualityAdvice(quality)}</p>
          {qualityWords(quality).map(({ name, meaning }) => (
            <p key={name} class="soft">
              {name}: {meaning}
            </p>
          ))}
        </>
      )}
    </details>
  );
}
