import { useState } from 'preact/hooks';
import type { CalibrationView } from '../../../../server/own-feature-protocol.ts';
import { chooseForAll } from '../../model/choices.ts';
import { riskPercent } from '../../model/threshold-text.ts';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import type { Movable } from '../histogram/threshold-handle.tsx';
import { useAnswer, type Answer } from '../use-answer.ts';

/** How long changes have to rest before figures are asked for again, in milliseconds. */
const rest = 200;

/** What every threshold of a feature, or of the risk, would cost and bring. */
export function useCalibration(featureId: string): Answer<CalibrationView> {
  const { source, target, uris, changes } = usePage();
  const offered = source.can('calibration') && uris.length > 0;
  const ask = () => source.request('calibration', { ...target, featureId });
  return useAnswer(offered ? ask : null, [source, uris, offered, featureId, changes], rest);
}

/** The threshold in force, or that which is being chosen. Bundled features have none of their own. */
export function useCalibrated(own: Own, featureId: string, view: CalibrationView): Movable {
  const { source, uris } = usePage();
  const [shown, setShown] = useState<{ threshold: number; before: CalibrationView | null } | null>(
    null,
  );
  const isOwn = own.answer.value?.features.some(({ id }) => id === featureId) === true;
  // A threshold that was sent stays until newer figures have it.
  const isShown = shown !== null && (shown.before === null || shown.before === view);
  const send = async (threshold: number | null): Promise<void> => {
    const done = await own.change(async () => {
      if (!isOwn) {
        const all = await chooseForAll(uris, (uri) =>
          source.request('fileThreshold', { uri, risk: threshold }),
        );
        return { ...all, message: all.message === '' ? setWords(threshold) : all.message };
      }
      const change = { kind: 'set', threshold: threshold ?? view.threshold } as const;
      return source.request('changeFeature', { uri: own.uri, featureId, change });
    });
    if (!done) setShown(null);
  };
  return {
    threshold: isShown ? shown.threshold : view.threshold,
    offered: isOwn || featureId === 'risk',
    show: (threshold) => setShown(threshold === null ? null : { threshold, before: null }),
    commit: (threshold) => {
      setShown(threshold === null ? null : { threshold, before: view });
      void send(threshold);
    },
  };
}

function setWords(threshold: number | null): string {
  return threshold === null
    ? 'The threshold is that of the settings again.'
    : `Samples riskier than ${riskPercent(threshold)} of ordinary samples are flagged now.`;
}
