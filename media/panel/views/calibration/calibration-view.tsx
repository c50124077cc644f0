import '../harm-colours.css';
import '../histogram/histogram.css';
import '../own-features/own.css';
import './calibration.css';
import { useState } from 'preact/hooks';
import type { CalibrationView as Calibrated } from '../../../../server/own-feature-protocol.ts';
import { factsAt, factsWords } from '../../model/calibration-curve.ts';
import { deepestOf } from '../../model/histogram.ts';
import { riskPercent, thresholdMarks } from '../../model/threshold-text.ts';
import { countText } from '../../model/words.ts';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import type { Movable } from '../histogram/threshold-handle.tsx';
import { FeatureChoice, FileChoice } from '../own-features/own-choices.tsx';
import { WithOwn } from '../own-features/own-state.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';
import { CalibrationTable } from './calibration-table.tsx';
import { OrdinaryPart } from './ordinary-part.tsx';
import { useCalibrated, useCalibration } from './use-calibration.ts';

/** What each threshold would cost and bring, and the ordinary data that this is counted on. */
export function CalibrationView() {
  return <WithOwn>{(own) => <Page own={own} />}</WithOwn>;
}

function Page({ own }: { readonly own: Own }) {
  const { summary } = usePage();
  const [chosen, choose] = useState(own.chosen ?? 'risk');
  const features = own.answer.value?.features ?? [];
  const bundled = (summary?.features ?? []).filter((each) => !each.own);
  const options = [{ id: 'risk', title: 'Risk: all features together' }, ...features, ...bundled];
  const featureId = options.some(({ id }) => id === chosen) ? chosen : 'risk';
  return (
    <div class="own">
      <FileChoice own={own} />
      <FeatureChoice label="Threshold of" value={featureId} options={options} onChange={choose} />
      <Counted key={featureId} own={own} featureId={featureId} />
      <OrdinaryPart key={own.uri} own={own} />
    </div>
  );
}

/** The figures of one feature, or why there are none. */
function Counted({ own, featureId }: Omit<FiguresProps, 'view'>) {
  const { value, trouble } = useCalibration(featureId);
  return (
    <>
      {trouble !== null && <p class="own-trouble">{trouble}</p>}
      {value === null && trouble === null && (
        <p class="soft">Counting what each threshold would flag…</p>
      )}
      {value !== null && <Figures own={own} featureId={featureId} view={value} />}
    </>
  );
}

interface FiguresProps {
  readonly own: Own;
  readonly featureId: string;
  readonly view: Calibrated;
}

function Figures({ own, featureId, view }: FiguresProps) {
  const { rows, summary } = usePage();
  const control = useCalibrated(own, featureId, view);
  const facts = factsAt(view.rows, control.threshold);
  const samples = rows?.count ?? 0;
  // Then it says why there is nothing to count.
  if (facts === null) return <p class="soft">{view.reference}</p>;
  const words = factsWords(facts, samples);
  return (
    <>
      <CalibrationPlot
        rows={view.rows}
        samples={samples}
        control={control}
        deepest={deepestOf(summary?.ordinarySamples ?? null)}
        words={words}
      />
      <p class="calibration-words">{words}</p>
      {control.offered ? (
        <StartingPoints control={control} />
      ) : (
        <p class="soft">
          Bundled features have no threshold of their own: move that of the risk, or switch the
          feature off.
        </p>
      )}
      <dl class="calibration-facts">
        <dt>False alarms are counted on</dt>
        <dd>{view.reference}</dd>
        <dt>Labels</dt>
        <dd>{view.labels}</dd>
      </dl>
      <CalibrationTable rows={view.rows} threshold={control.threshold} />
      <WithoutFeatures view={view} />
    </>
  );
}

/** Thresholds with a name to begin with. */
function StartingPoints({ control }: { readonly control: Movable }) {
  return (
    <div class="own-buttons" role="group" aria-label="Starting points">
      {thresholdMarks.map(({ name, risk }) => (
        <button
          key={name}
          type="button"
          aria-pressed={Math.abs(control.threshold - risk) < 1e-9}
          onClick={() => control.commit(risk)}
        >
          {name} {riskPercent(risk)}
        </button>
      ))}
    </div>
  );
}

/** What switching a feature off would take away. */
function WithoutFeatures({ view: { withoutFeature } }: Pick<FiguresProps, 'view'>) {
  const some = withoutFeature.filter(({ flagged }) => flagged > 0);
  if (withoutFeature.length === 0) return null;
  return (
    <details>
      <summary>What changes if a feature is off</summary>
      {some.length === 0 && <p class="soft">No line is flagged for one feature alone.</p>}
      <ul class="own-near">
        {some.map(({ id, title, flagged }) => (
          <li key={id}>
            <span>{title}</span>
            <span class="own-number">
              {countText(flagged)} {flagged === 1 ? 'line' : 'lines'} fewer
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
