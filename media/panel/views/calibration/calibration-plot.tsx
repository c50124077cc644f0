import type { CalibrationRow } from '../../../../server/own-feature-protocol.ts';
import { levelOf, levels } from '../../model/calibration-curve.ts';
import { depthOf } from '../../model/histogram.ts';
import { RiskAxis } from '../histogram/risk-axis.tsx';
import { ThresholdHandle, type Movable } from '../histogram/threshold-handle.tsx';

/** Height of the picture and width of its coordinates; the width is stretched to what there is. */
const height = 140;
const width = 1000;

interface Props {
  readonly rows: readonly CalibrationRow[];
  /** Samples of the map: flagged lines are drawn as so many of 1,000. */
  readonly samples: number;
  readonly control: Movable;
  readonly deepest: number;
  readonly words: string;
}

/** Of 1,000 lines, how many each threshold flags: of ordinary ones, with the interval, and of the map's. */
export function CalibrationPlot({ rows, samples, control, deepest, words }: Props) {
  const sorted = [...rows].sort((one, other) => one.threshold - other.threshold);
  const across = (depth: number) => `${(100 * Math.min(depth, deepest)) / deepest}%`;
  const x = ({ threshold }: CalibrationRow) =>
    (width * Math.min(depthOf(threshold), deepest)) / deepest;
  const y = (perThousand: number) => height * (1 - levelOf(perThousand));
  const path = (of: readonly CalibrationRow[], value: (row: CalibrationRow) => number) =>
    of.map((row) => `${x(row).toFixed(1)},${y(value(row)).toFixed(1)}`).join(' ');
  const band = [
    path(sorted, ({ falseAlarms }) => 1000 * falseAlarms.high),
    path(sorted.toReversed(), ({ falseAlarms }) => 1000 * falseAlarms.low),
  ].join(' ');
  return (
    <figure class="calibration-figure">
      <div class="histogram-plot">
        <LevelLabels />
        <div class="histogram-area">
          <svg
            width="100%"
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label="How many of 1,000 lines each threshold flags: ordinary ones and those of the map. The table below has the numbers."
          >
            {levels.map((level) => (
              <line key={level} class="histogram-grid" x2={width} y1={y(level)} y2={y(level)} />
            ))}
            <polygon class="calibration-band" points={band} />
            <polyline
              class="calibration-ordinary"
              points={path(sorted, ({ falseAlarms }) => 1000 * falseAlarms.value)}
            />
            <polyline
              class="calibration-file"
              points={path(sorted, ({ flagged }) => (1000 * flagged) / Math.max(1, samples))}
            />
          </svg>
          <ThresholdHandle control={control} deepest={deepest} words={words} />
          <RiskAxis deepest={deepest} across={across} />
        </div>
      </div>
      <figcaption class="soft">
        Of 1,000 lines are flagged: <span class="calibration-key" data-of="file" /> of this map,{' '}
        <span class="calibration-key" data-of="ordinary" /> of ordinary text, with the interval.
        Both axes are logarithmic.
      </figcaption>
    </figure>
  );
}

function LevelLabels() {
  return (
    <svg class="histogram-counts" width="34" height={height} aria-hidden="true">
      {levels.map((level) => (
        <text key={level} x="30" y={height * (1 - levelOf(level)) + 4} text-anchor="end">
          {level >= 1000 ? '1000' : level}
        </text>
      ))}
    </svg>
  );
}
