import { useState } from 'preact/hooks';
import type { MapSummary } from '../../../../server/map-protocol.ts';
import { chooseForAll } from '../../model/choices.ts';
import { riskPercent } from '../../model/threshold-text.ts';
import { usePage } from '../../page-context.tsx';

/** The threshold as the view shows it, and what can be done with it. */
export interface ThresholdControl {
  /** Least risk that is flagged, 0..1: where the line is. */
  readonly threshold: number;
  /** Thresholds of other files, without that of the line. */
  readonly others: readonly number[];
  /** Whether the files of the map have different thresholds. */
  readonly differ: boolean;
  /** Whether the line is elsewhere than the newest map says. */
  readonly moved: boolean;
  /** Whether thresholds can be changed. */
  readonly offered: boolean;
  /** Shows what a threshold would do; null goes back to what the map says. */
  readonly show: (risk: number | null) => void;
  /** Makes it the threshold of every file of the map; null takes that of the settings. */
  readonly commit: (risk: number | null) => void;
}

export function useThreshold(summary: MapSummary): ThresholdControl {
  const { source, announce, refresh } = usePage();
  const [shown, setShown] = useState<{ risk: number; before: MapSummary | null } | null>(null);
  const thresholds = [...new Set(summary.files.map(({ threshold }) => threshold))];
  const present = Math.min(1, ...thresholds);
  // A threshold that was sent stays on the picture until a newer map has it.
  const moved = shown !== null && (shown.before === null || shown.before === summary);
  const offered = source.can('fileThreshold');
  const send = async (risk: number | null): Promise<void> => {
    const uris = summary.files.map(({ uri }) => uri);
    const { done, message } = await chooseForAll(uris, (uri) =>
      source.request('fileThreshold', { uri, risk }),
    );
    if (!done) setShown(null);
    announce(message !== '' ? message : doneWords(risk));
    refresh();
  };
  return {
    threshold: moved ? shown.risk : present,
    others: moved ? thresholds : thresholds.filter((risk) => risk !== present),
    differ: thresholds.length > 1,
    moved,
    offered,
    show: (risk) => setShown(risk === null ? null : { risk, before: null }),
    commit: (risk) => {
      if (!offered) return;
      setShown(risk === null ? null : { risk, before: summary });
      void send(risk);
    },
  };
}

function doneWords(risk: number | null): string {
  return risk === null
    ? 'The threshold is that of the settings again.'
    : `Samples riskier than ${riskPercent(risk)} of ordinary samples are flagged now.`;
}
