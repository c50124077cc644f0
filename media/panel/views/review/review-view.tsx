import '../own-features/own.css';
import './review.css';
import { useEffect, useRef } from 'preact/hooks';
import type { OwnFeatureView } from '../../../../server/own-feature-protocol.ts';
import { marksWords, separationMeaning, separationWords } from '../../model/own-words.ts';
import type { Own } from '../../own-context.tsx';
import { FeatureChoice, FileChoice } from '../own-features/own-choices.tsx';
import { WithOwn } from '../own-features/own-state.tsx';
import { useReview } from './use-review.ts';
import { Walk } from './walk.tsx';

/** A walk through the lines that would teach a feature most, accepted or rejected with one key. */
export function ReviewView() {
  return (
    <WithOwn>
      {(own, { features }) =>
        own.feature === null ? (
          <div class="own">
            <FileChoice own={own} />
            <p class="soft">
              A review makes a feature of your own surer. There is none yet: select samples that
              show what you are looking for and press “More like this”.
            </p>
          </div>
        ) : (
          <Review key={own.uri} own={own} feature={own.feature} features={features} />
        )
      }
    </WithOwn>
  );
}

function Review({
  own,
  feature,
  features,
}: {
  readonly own: Own;
  readonly feature: OwnFeatureView;
  readonly features: readonly OwnFeatureView[];
}) {
  const review = useReview(own.uri, feature.title);
  const { walk, message } = review;
  const startButton = useRef<HTMLButtonElement>(null);
  const wasWalking = useRef(false);
  useEffect(() => {
    if (walk === null && wasWalking.current) startButton.current?.focus();
    wasWalking.current = walk !== null;
  }, [walk]);
  if (walk !== null) {
    return <Walk review={review} walk={walk} feature={feature} />;
  }
  return (
    <div class="own">
      <FileChoice own={own} />
      {features.length > 1 && (
        <FeatureChoice
          label="Feature"
          value={feature.id}
          options={features}
          onChange={own.chooseFeature}
        />
      )}
      <p>
        “{feature.title}”: {marksWords(feature.examples)};{' '}
        <span title={separationMeaning}>{separationWords(feature.separation)}</span>.
      </p>
      <p class="soft">
        You are shown the lines about which the feature is least sure, one after the other. Every
        answer counts at once and can be taken back.
      </p>
      {message !== null && <p role="status">{message}</p>}
      <div>
        <button
          ref={startButton}
          type="button"
          class="primary"
          aria-disabled={review.busy}
          onClick={() => review.start(feature.id)}
        >
          {review.busy ? 'Looking for lines…' : 'Review borderline lines'}
        </button>
      </div>
    </div>
  );
}
