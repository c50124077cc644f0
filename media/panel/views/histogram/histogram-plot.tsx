import type { ComponentChildren } from 'preact';
import { depthOf, type Bin, type Histogram } from '../../model/histogram.ts';
import { RiskAxis } from './risk-axis.tsx';

/** Height of the bars' area, in CSS pixels. */
const height = 140;

interface Props {
  readonly histogram: Histogram;
  /** Bars that it does not flag are faint. */
  readonly threshold: number;
  /** Thresholds to show besides the one that can be moved. */
  readonly thresholds: readonly number[];
  readonly children: ComponentChildren;
}

/** Where things are on the picture. */
interface Scale {
  /** The height of so many samples, in CSS pixels. */
  readonly heightOf: (count: number) => number;
  /** A depth as a percentage of the width. */
  readonly across: (depth: number) => string;
  /** Counts that have a line and a label. */
  readonly ticks: readonly number[];
}

/** Bars of the distribution over the depth of risk, and what ordinary data would look like. */
export function HistogramPlot({ histogram, threshold, thresholds, children }: Props) {
  const { bins, deepest } = histogram;
  const most = Math.max(1, ...bins.flatMap(({ samples, expected }) => [samples, expected]));
  const scale: Scale = {
    heightOf: (count) => (height * Math.log10(1 + count)) / Math.log10(1 + most),
    across: (depth) => `${(100 * Math.min(depth, deepest)) / deepest}%`,
    ticks: countTicks(most),
  };
  return (
    <div class="histogram-plot">
      <svg class="histogram-counts" width="34" height={height} aria-hidden="true">
        {scale.ticks.map((count) => (
          <text key={count} x="30" y={height - scale.heightOf(count) + 4} text-anchor="end">
            {count >= 1000 ? `${count / 1000}k` : count}
          </text>
        ))}
      </svg>
      <div class="histogram-area">
        <svg width="100%" height={height} role="img" aria-label={pictureWords(histogram)}>
          {scale.ticks.map((count) => (
            <Level key={count} class="histogram-grid" y={scale.heightOf(count)} />
          ))}
          <Bars bins={bins} threshold={threshold} scale={scale} />
          {thresholds.map((risk) => (
            <line
              key={risk}
              class="histogram-other"
              x1={scale.across(depthOf(risk))}
              x2={scale.across(depthOf(risk))}
              y1="0"
              y2={height}
            />
          ))}
        </svg>
        {children}
        <RiskAxis deepest={deepest} across={scale.across} />
      </div>
    </div>
  );
}

function Bars({
  bins,
  threshold,
  scale: { across, heightOf },
}: {
  readonly bins: readonly Bin[];
  readonly threshold: number;
  readonly scale: Scale;
}) {
  return (
    <>
      {bins.map(({ from, to, samples }) => (
        <rect
          key={from}
          class="histogram-bar"
          x={across(from)}
          width={across(to - from)}
          y={height - heightOf(samples)}
          height={heightOf(samples)}
        />
      ))}
      <rect class="histogram-unflagged" width={across(depthOf(threshold))} height={height} />
      {bins.map(({ from, to, expected }) => (
        <Level
          key={from}
          class="histogram-expected"
          from={across(from)}
          to={across(to)}
          y={heightOf(expected)}
        />
      ))}
    </>
  );
}

/** A level line, `y` above the axis. */
function Level({
  class: name,
  from = '0%',
  to = '100%',
  y,
}: {
  readonly class: string;
  readonly from?: string;
  readonly to?: string;
  readonly y: number;
}) {
  return <line class={name} x1={from} x2={to} y1={height - y} y2={height - y} />;
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
