import { useState } from 'preact/hooks';
import type { MapFeature, MapSummary } from '../../../../server/map-protocol.ts';
import { chooseForAll } from '../../model/choices.ts';
import { usePage } from '../../page-context.tsx';

/** Whether samples that lie nearest to the feature are flagged, in every file of the map. */
export function FeatureSwitch({
  feature,
  summary,
}: {
  readonly feature: MapFeature;
  readonly summary: MapSummary;
}) {
  const { source, announce, noteChange } = usePage();
  const featureId = feature.id;
  // What was chosen stays until a newer map says how it is.
  const [chosen, setChosen] = useState<{ enabled: boolean; before: MapSummary } | null>(null);
  const choose = async (enabled: boolean): Promise<void> => {
    setChosen({ enabled, before: summary });
    const uris = summary.files.map(({ uri }) => uri);
    const { done, message } = await chooseForAll(uris, (uri) =>
      feature.own
        ? source.request('changeFeature', { uri, featureId, change: { kind: 'set', enabled } })
        : source.request('featureChoice', { uri, featureId, enabled }),
    );
    if (!done) setChosen(null);
    announce(message);
    noteChange();
  };
  return (
    <label class="features-switch">
      <input
        type="checkbox"
        role="switch"
        checked={chosen?.before === summary ? chosen.enabled : feature.enabled}
        disabled={!source.can('featureChoice')}
        aria-label={`Flag samples nearest to it: ${feature.title}`}
        onChange={({ currentTarget: { checked } }) => void choose(checked)}
      />
      Flag samples nearest to it
    </label>
  );
}
