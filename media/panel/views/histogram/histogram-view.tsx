import '../harm-colours.css';
import './histogram.css';
import { useMemo } from 'preact/hooks';
import type { MapSummary } from '../../../../server/map-protocol.ts';
import {
  countFlagged,
  decidedRisks,
  deepestOf,
  histogramOf,
  type Histogram,
} from '../../model/histogram.ts';
import type { Rows } from '../../model/rows.ts';
import { riskPercent, thresholdMarks, thresholdWords } from '../../model/threshold-text.ts';
import { usePage } from '../../page-context.tsx';
import { BinTable } from './bin-table.tsx';
import { HistogramPlot } from './histogram-plot.tsx';
import { ThresholdHandle } from './threshold-handle.tsx';
import { useThreshold, type ThresholdControl } from './use-threshold.ts';

/** How risk is distributed, with the threshold as a line to move. */
export function HistogramView() {
  const { rows, summary, trouble } = usePage();
  if (rows === null || summary === null) {
    return <p class="histogram-state">{trouble ?? 'The distribution appears with the map.'}</p>;
  }
  return <Distribution rows={rows} summary={summary} />;
}

function Distribution({ rows, summary }: { readonly rows: Rows; readonly summary: MapSummary }) {
  const { ordinarySamples, features } = summary;
  const deepest = deepestOf(ordinarySamples);
  const histogram = useMemo(() => histogramOf(rows, deepest), [rows, deepest]);
  const risks = useMemo(() => decidedRisks(rows, features), [rows, features]);
  const control = useThreshold(summary);
  if (histogram.samples === 0) {
    return <p class="histogram-state">No trained sample has a score yet. {summary.message}</p>;
  }
  const facts = {
    threshold: control.threshold,
    flagged: countFlagged(risks, control.threshold),
    samples: histogram.samples,
    ordinarySamples,
  };
  const words = thresholdWords(facts);
  return (
    <div class="histogram">
      <HistogramPlot
        histogram={histogram}
        threshold={control.threshold}
        thresholds={control.others}
      >
        <ThresholdHandle control={control} deepest={deepest} words={words} />
      </HistogramPlot>
      <p class="histogram-words">{sentence(words)}</p>
      {control.differ && !control.moved ? <Differing summary={summary} /> : null}
      <Choices control={control} summary={summary} />
      <Notes histogram={histogram} />
      <BinTable histogram={histogram} />
    </div>
  );
}

function Differing({ summary }: { readonly summary: MapSummary }) {
  const { names } = usePage();
  return (
    <div class="histogram-note">
      <p>The files have different thresholds. Moving the line sets all of them.</p>
      <ul>
        {summary.files.map(({ uri, threshold }, index) => (
          <li key={uri}>
            {names[index] ?? uri}: {riskPercent(threshold)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Choices({
  control,
  summary,
}: {
  readonly control: ThresholdControl;
  readonly summary: MapSummary;
}) {
  if (!control.offered) {
    return (
      <p class="histogram-note">
        This is a saved map: the line can be moved to see what it would flag, and nothing changes.
      </p>
    );
  }
  const own = summary.files.some(({ thresholdSource }) => thresholdSource === 'file');
  return (
    <div class="histogram-choices">
      {thresholdMarks.map(({ name, risk }) => (
        <button
          key={name}
          type="button"
          aria-pressed={!control.differ && control.threshold === risk}
          onClick={() => control.commit(risk)}
        >
          {name} <span class="histogram-percent">{riskPercent(risk)}</span>
        </button>
      ))}
      <button type="button" disabled={!own} onClick={() => control.commit(null)}>
        back to the setting’s threshold
      </button>
    </div>
  );
}

function Notes({ histogram }: { readonly histogram: Histogram }) {
  return (
    <p class="histogram-note">
      Bars are samples by their risk: the percentage of ordinary samples that are less risky. Every
      step to the right leaves a tenth of the ordinary samples, and heights are logarithmic, so that
      the rare risky samples can be seen. <span class="histogram-key" /> is what{' '}
      {histogram.samples.toLocaleString('en-US')} ordinary samples would look like.
    </p>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
