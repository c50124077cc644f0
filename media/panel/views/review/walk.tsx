import '../details/details.css';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { OwnFeatureView } from '../../../../server/own-feature-protocol.ts';
import { separationMeaning } from '../../model/own-words.ts';
import { progressWords, reviewKey, type ReviewWalk } from '../../model/review-walk.ts';
import { rowsOf } from '../../model/selection.ts';
import { usePage } from '../../page-context.tsx';
import { Turns } from '../details/turns.tsx';
import { useSample } from '../use-sample.ts';
import { placeWords, type Review } from './use-review.ts';

const answers = [
  ['accept', 'A', 'More like this'],
  ['reject', 'R', 'Not like this'],
  ['skip', 'S', 'Skip'],
] as const;

/** One sample after the other, with keys and buttons that say the same. */
export function Walk({
  review,
  walk,
  feature,
}: {
  readonly review: Review;
  readonly walk: ReviewWalk;
  readonly feature: OwnFeatureView;
}) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.focus(), []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const meaning = reviewKey(event.key);
    if (meaning === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (meaning === 'undo') review.undo();
    else if (meaning === 'leave') review.leave();
    else review.answer(meaning);
  };
  const isOver = walk.current === null && review.message !== null;
  return (
    <div
      ref={root}
      class="own review"
      role="group"
      aria-label={`Review of borderline lines for ${feature.title}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <p class="review-progress" title={separationMeaning}>
        {progressWords(walk, feature.separation)}
      </p>
      <Answers review={review} walk={walk} />
      {isOver ? <p>{review.message}</p> : <Current walk={walk} title={feature.title} />}
    </div>
  );
}

/** A button for every key. */
function Answers({ review, walk }: { readonly review: Review; readonly walk: ReviewWalk }) {
  return (
    <div class="own-buttons">
      {answers.map(([answer, key, label]) => (
        <button
          key={answer}
          type="button"
          class={answer === 'accept' ? 'primary' : undefined}
          aria-disabled={review.busy || walk.current === null}
          aria-keyshortcuts={key}
          onClick={() => review.answer(answer)}
        >
          {label} <kbd>{key}</kbd>
        </button>
      ))}
      <button
        type="button"
        aria-disabled={review.busy || walk.steps.length === 0}
        aria-keyshortcuts="U"
        onClick={review.undo}
      >
        Undo <kbd>U</kbd>
      </button>
      <button type="button" aria-keyshortcuts="Escape" onClick={review.leave}>
        Leave <kbd>Esc</kbd>
      </button>
    </div>
  );
}

/** The sample that is asked about: where it stands, and its text. */
function Current({
  walk: { current },
  title,
}: {
  readonly walk: ReviewWalk;
  readonly title: string;
}) {
  const { rows, focus } = usePage();
  const row = useMemo(
    () => (rows === null || current === null ? null : (rowsOf(rows, [current.id])[0] ?? null)),
    [rows, current],
  );
  // The map shows where it is.
  useEffect(() => {
    if (row !== null) focus(row);
  }, [row, focus]);
  const { sample, trouble } = useSample(row);
  if (current === null) return <p class="soft">Looking for the next line…</p>;
  const isThere = sample !== null && sample.id === current.id;
  return (
    <article class="review-sample" aria-label={`Line ${current.line + 1}`}>
      <p class="review-place">{placeWords(current, title)}</p>
      {isThere ? (
        <>
          <p class="soft">{sample.message}</p>
          <Turns key={sample.id} sample={sample} />
        </>
      ) : (
        <p class="review-excerpt">{current.excerpt}</p>
      )}
      {trouble !== null && <p class="soft">{trouble}</p>}
    </article>
  );
}
