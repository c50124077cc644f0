import type {
  ChangeFeatureParams,
  OwnFeatureView,
} from '../../../../server/own-feature-protocol.ts';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu, type MenuItem } from '../../parts/menu.tsx';

interface Props {
  readonly own: Own;
  readonly feature: OwnFeatureView;
}

/** What can be done with a feature. */
export function FeatureActions({
  own,
  feature,
  isCurrent,
}: Props & { readonly isCurrent: boolean }) {
  const { state, update, rows } = usePage();
  const change = useFeatureChange({ own, feature });
  const items = useItems({ own, feature });
  const { id, title } = feature;
  const isOnMap = rows?.summary.features.some((known) => known.id === id) === true;
  const coloured = state.colourBy.kind === 'feature' && state.colourBy.id === id;
  return (
    <div class="own-buttons">
      <button
        type="button"
        onClick={() => {
          own.chooseFeature(id);
          update({ section: 'review' });
        }}
      >
        Review lines<span class="unseen"> for {title}</span>
      </button>
      <button
        type="button"
        aria-pressed={coloured}
        disabled={!isOnMap}
        onClick={() => update({ colourBy: coloured ? { kind: 'risk' } : { kind: 'feature', id } })}
      >
        Colour by it<span class="unseen"> ({title})</span>
      </button>
      <button
        type="button"
        aria-pressed={isCurrent}
        aria-disabled={own.busy}
        onClick={() => void change({ kind: 'current' })}
      >
        Marks go here<span class="unseen"> ({title})</span>
      </button>
      <Menu name={`More to do with ${title}`} items={items} class="bare">
        <Icon name="more" />
      </Menu>
    </div>
  );
}

/** Changes the feature, and says what came of it. */
export function useFeatureChange({
  own,
  feature,
}: Props): (change: ChangeFeatureParams['change']) => Promise<boolean> {
  const { source } = usePage();
  const featureId = feature.id;
  return (change) =>
    own.change(() => source.request('changeFeature', { uri: own.uri, featureId, change }));
}

function useItems({ own, feature }: Props): MenuItem[] {
  const { source } = usePage();
  const change = useFeatureChange({ own, feature });
  const rename = async (): Promise<void> => {
    const given = await source.ask(`Rename “${feature.title}”`, 'The feature’s new name.');
    const title = given?.trim() ?? '';
    if (title !== '') await change({ kind: 'set', title });
  };
  const explain = async (): Promise<void> => {
    const prompt = 'What is it for? It is kept in the feature’s file, for those who review it.';
    const why = await source.ask(`Why “${feature.title}”?`, prompt);
    if (why !== null) await change({ kind: 'set', why: why.trim() });
  };
  return [
    { label: 'Rename…', run: () => void rename() },
    { label: 'Say why…', run: () => void explain() },
    { label: 'Export…', run: () => source.exportFeature(own.uri, feature.id) },
    { label: 'Remove', separated: true, run: () => void change({ kind: 'remove' }) },
  ];
}
