import type { ComponentChildren } from 'preact';
import { depthOf, riskAt, type Histogram } from '../../model/histogram.ts';
import { riskPercent, thresholdMarks } from '../../model/threshold-text.ts';

/** Height of the bars' area, in CSS pixels. */
const height = 140;

/** Bars of the distribution over the depth of risk, and what ordinary data would look like. */
export function HistogramPlot({
  histogram,
  threshold,
  thresholds,
  children,
}: {
  readonly histogram: Histogram;
  /** Bars that it does not flag are faint. */
  readonly threshold: number;
  /** Thresholds to show besides the one that can be moved. */
  readonly thresholds: readonly number[];
  readonly children: ComponentChildren;
}) {
  const { bins, deepest } = histogram;
  const most = Math.max(1, ...bins.flatMap(({ samples, expected }) => [samples, expected]));
  const heightOf = (count: number): number =>
    (height * Math.log10(1 + count)) / Math.log10(1 + most);
  const percent = (depth: number): string => `${(100 * Math.min(depth, deepest)) / deepest}%`;
  const ticks = countTicks(most);
  return (
    <div class="histogram-plot">
      <svg class="histogram-counts" width="34" height={height} aria-hidden="true">
        {ticks.map((count) => (
          <text key={count} x="30" y={height - heightOf(count) + 4} text-anchor="end">
            {count >= 1000 ? `${count / 1000}k` : count}
          </text>
        ))}
      </svg>
      <div class="histogram-area">
        <svg width="100%" height={height} role="img" aria-label={pictureWords(histogram)}>
          {ticks.map((count) => (
            <line
              key={count}
              class="histogram-grid"
              x1="0"
              x2="100%"
              y1={height - heightOf(count)}
              y2={height - heightOf(count)}
            />
          ))}
          {bins.map((bin) => (
            <rect
              key={bin.from}
              class="histogram-bar"
              x={percent(bin.from)}
              width={percent(bin.to - bin.from)}
              y={height - heightOf(bin.samples)}
              height={heightOf(bin.samples)}
            />
          ))}
          <rect class="histogram-unflagged" width={percent(depthOf(threshold))} height={height} />
          {bins.map(({ from, to, expected }) => (
            <line
              key={from}
              class="histogram-expected"
              x1={percent(from)}
              x2={percent(to)}
              y1={height - heightOf(expected)}
              y2={height - heightOf(expected)}
            />
          ))}
          {thresholds.map((risk) => (
            <line
              key={risk}
              class="histogram-other"
              x1={percent(depthOf(risk))}
              x2={percent(depthOf(risk))}
              y1="0"
              y2={height}
            />
          ))}
        </svg>
        {children}
        <RiskAxis deepest={deepest} percent={percent} />
      </div>
    </div>
  );
}

function RiskAxis({
  deepest,
  percent,
}: {
  readonly deepest: number;
  readonly percent: (depth: number) => string;
}) {
  const depths = Array.from({ length: deepest + 1 }, (_, depth) => depth);
  const anchor = (depth: number): 'start' | 'middle' | 'end' =>
    depth === 0 ? 'start' : depth === deepest ? 'end' : 'middle';
  return (
    <svg class="histogram-risks" width="100%" height="26" aria-hidden="true">
      {thresholdMarks.map(({ name, risk }) => (
        <circle key={name} class="histogram-mark" cx={percent(depthOf(risk))} cy="4" r="2.5" />
      ))}
      {depths.map((depth) => (
        <g key={depth}>
          <line x1={percent(depth)} x2={percent(depth)} y1="0" y2="8" />
          <text
            x={percent(depth)}
            dx={depth === deepest ? 9 : 0}
            y="21"
            text-anchor={anchor(depth)}
          >
            {riskPercent(riskAt(depth))}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Powers of ten up to the highest bar. */
function countTicks(most: number): readonly number[] {
  return Array.from({ length: Math.floor(Math.log10(most)) + 1 }, (_, power) => 10 ** power);
}

function pictureWords({ bins, samples }: Histogram): string {
  const beyond = bins.filter(({ from }) => from >= 2 - 1e-9);
  const there = beyond.reduce((sum, bin) => sum + bin.samples, 0);
  return (
    `Distribution of the risk of ${samples.toLocaleString('en-US')} samples: ` +
    `${there.toLocaleString('en-US')} are riskier than 99 % of ordinary samples; ` +
    `of ordinary samples there would be about ${Math.round(0.01 * samples).toLocaleString('en-US')}.`
  );
}
