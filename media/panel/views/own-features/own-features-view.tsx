import '../harm-colours.css';
import './own.css';
import { usePage } from '../../page-context.tsx';
import { FileChoice, UndoButton } from './own-choices.tsx';
import { OwnFeatureItem } from './own-feature-item.tsx';
import { WithOwn } from './own-state.tsx';

/** Features of one's own: what each finds, how sure it is, and what can be done with it. */
export function OwnFeaturesView() {
  const { source } = usePage();
  return (
    <WithOwn>
      {(own, { features, problems }) => (
        <div class="own">
          <FileChoice own={own} />
          <div class="own-buttons">
            <UndoButton own={own} />
            <button type="button" onClick={() => source.importFeature(own.uri)}>
              Import…
            </button>
          </div>
          {problems.map((problem) => (
            <p key={problem} class="own-warning">
              {problem}
            </p>
          ))}
          {features.length === 0 ? (
            <p class="soft">
              You have no features of your own yet. Select samples that show what you are looking
              for and press “More like this”: three to ten lines are enough to see the rest of the
              file ranked by them.
            </p>
          ) : (
            <ul class="own-list">
              {features.map((feature) => (
                <OwnFeatureItem key={feature.id} own={own} feature={feature} />
              ))}
            </ul>
          )}
        </div>
      )}
    </WithOwn>
  );
}
