import { cosineBinWords, type CosineBin } from '../../model/own-histogram.ts';
import { cosineText } from '../../model/words.ts';

/** Height of the bars' area, in CSS pixels. */
const height = 64;

/** Where the file's samples lie beside ordinary ones; heights are square roots of shares. */
export function CosineHistogram({
  bins,
  title,
  median = null,
}: {
  readonly bins: readonly CosineBin[];
  readonly title: string;
  /** Of ordinary samples, where no more is known of them. */
  readonly median?: number | null;
}) {
  const words = cosineBinWords(bins, title, median);
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return <p class="soft">{words}</p>;
  const most = Math.max(
    ...bins.flatMap(({ file, ordinary }) => (median === null ? [file, ordinary] : [file])),
  );
  const heightOf = (share: number) => height * Math.sqrt(share / most);
  const place = (cosine: number) =>
    `${Math.min(100, Math.max(0, (100 * (cosine - first.from)) / (last.to - first.from)))}%`;
  const across = (index: number) => `${(100 * index) / bins.length}%`;
  return (
    <figure class="own-histogram">
      <svg width="100%" height={height} role="img" aria-label={words}>
        {bins.map(({ from, file }, index) => (
          <rect
            key={from}
            class="own-bar"
            x={across(index)}
            width={across(1)}
            y={height - heightOf(file)}
            height={heightOf(file)}
          />
        ))}
        {median !== null && (
          <line class="own-ordinary" x1={place(median)} x2={place(median)} y2={height} />
        )}
        {median === null &&
          bins.map(({ from, ordinary }, index) => (
            <line
              key={from}
              class="own-ordinary"
              x1={across(index)}
              x2={across(index + 1)}
              y1={height - heightOf(ordinary)}
              y2={height - heightOf(ordinary)}
            />
          ))}
      </svg>
      <figcaption>
        <span>{cosineText(first.from)}</span>
        <span class="soft">
          cosine · <span class="own-key own-key-bar" /> this file{' '}
          <span class="own-key own-key-ordinary" />{' '}
          {median === null ? 'ordinary samples' : 'median of ordinary samples'}
        </span>
        <span>{cosineText(last.to)}</span>
      </figcaption>
    </figure>
  );
}
