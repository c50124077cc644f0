import '../harm-colours.css';
import './own.css';
import { usePage } from '../../page-context.tsx';
import type { Own } from '../../own-context.tsx';
import { FileChoice, UndoButton } from './own-choices.tsx';
import { OwnFeatureItem } from './own-feature-item.tsx';
import { WithOwn } from './own-state.tsx';

/** Features of one's own: what each finds, how sure it is, and what can be done with it. */
export function OwnFeaturesView() {
  return (
    <WithOwn>
      {(own, { features, problems }) => (
        <div class="own">
          <FileChoice own={own} />
          <div class="own-buttons">
            <UndoButton own={own} />
            <Imports own={own} />
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

/** Features from elsewhere: a file, or a row of the pack's autoencoder. */
function Imports({ own }: { readonly own: Own }) {
  const { source } = usePage();
  const importRow = async (): Promise<void> => {
    const given = await source.ask(
      'A latent as a feature',
      'Number of the latent in the pack’s autoencoder, as in the superposition view.',
    );
    const number = given?.trim() ?? '';
    if (number === '') return;
    const feature = `Latent ${number}`;
    await own.change(() =>
      source.request('featureFile', {
        uri: own.uri,
        action: 'import',
        path: `sae:${number}`,
        feature,
      }),
    );
  };
  return (
    <>
      <button type="button" onClick={() => source.importFeature(own.uri)}>
        Import a file…
      </button>
      <button type="button" aria-disabled={own.busy} onClick={() => void importRow()}>
        Import a latent…
      </button>
    </>
  );
}
