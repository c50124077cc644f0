import type { OwnFeatureView } from '../../../../server/own-feature-protocol.ts';
import { cosineBins } from '../../model/own-histogram.ts';
import {
  calmSentences,
  estimateText,
  marksWords,
  separationMeaning,
} from '../../model/own-words.ts';
import { cosineText, countText } from '../../model/words.ts';
import type { Own } from '../../own-context.tsx';
import { CosineHistogram } from './cosine-histogram.tsx';
import { ExampleList } from './example-list.tsx';
import { FeatureActions } from './feature-actions.tsx';
import { FeatureSettings } from './feature-settings.tsx';
import { RankedList } from './ranked-list.tsx';

interface Props {
  readonly own: Own;
  readonly feature: OwnFeatureView;
}

/** One feature of one's own. */
export function OwnFeatureItem({ own, feature }: Props) {
  const { id, title, why, enabled, warnings, flagged, examples } = feature;
  const isCurrent = own.answer.value?.current === id;
  return (
    <li class="own-item" data-off={!enabled}>
      <h3 class="own-title">
        {title}
        {isCurrent && <span class="own-badge">marks go here</span>}
        {!enabled && <span class="own-badge">off</span>}
      </h3>
      <p class="soft">
        {countText(flagged)} {flagged === 1 ? 'line' : 'lines'} flagged; {marksWords(examples)}
      </p>
      {why !== '' && <p class="own-why">{why}</p>}
      {warnings.map((warning) => (
        <p key={warning} class="own-warning">
          <strong>Beware: </strong>
          {warning}
        </p>
      ))}
      <FeatureActions own={own} feature={feature} isCurrent={isCurrent} />
      <FeatureSettings own={own} feature={feature} />
      <Sureness feature={feature} />
      <Found feature={feature} />
      <details>
        <summary>
          Marked lines <span class="unseen">of {title}</span> ({countText(examples.length)})
        </summary>
        <ExampleList own={own} feature={feature} />
      </details>
    </li>
  );
}

/** How well it tells marked from ordinary samples, and what else it says of itself. */
function Sureness({ feature }: Pick<Props, 'feature'>) {
  const { separation, title } = feature;
  return (
    <details open>
      <summary>
        How sure it is <span class="unseen">({title})</span>
      </summary>
      {separation !== null && (
        <p title={separationMeaning}>
          Separation {estimateText(separation)}
          <span class="soft">: 0.5 is chance, 1 is always</span>
        </p>
      )}
      <ul class="own-sentences">
        {calmSentences(feature).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

/** Where the file's samples lie, which are nearest, and which other features it resembles. */
function Found({ feature }: Pick<Props, 'feature'>) {
  const { title, histogram, top, nearest, who, made } = feature;
  return (
    <details>
      <summary>
        What it finds <span class="unseen">({title})</span>
      </summary>
      <CosineHistogram bins={cosineBins(histogram)} title={title} />
      <h4>Nearest lines</h4>
      {top.length === 0 ? (
        <p class="soft">No line of the file has a score yet.</p>
      ) : (
        <RankedList samples={top} label={`Lines nearest to ${title}`} />
      )}
      <h4>Nearest features</h4>
      {nearest.length === 0 ? (
        <p class="soft">There is no other feature to compare it with.</p>
      ) : (
        <ul class="own-near" aria-label={`Features nearest to ${title}`}>
          {nearest.map((near) => (
            <li key={near.id}>
              <span>{near.title}</span>
              <span class="soft own-number" title="Cosine between the two directions">
                {cosineText(near.cosine)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="soft">
        Made {made === '' ? 'at an unknown time' : made.slice(0, 10)}
        {who !== '' && ` by ${who}`}.
      </p>
    </details>
  );
}
