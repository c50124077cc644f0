import { depthOf, riskAt } from '../../model/histogram.ts';
import { riskPercent, thresholdMarks } from '../../model/threshold-text.ts';

/** The axis of depths below a picture, in percentages, with the thresholds that have a name. */
export function RiskAxis({
  deepest,
  across,
}: {
  readonly deepest: number;
  readonly across: (depth: number) => string;
}) {
  const depths = Array.from({ length: deepest + 1 }, (_, depth) => depth);
  const anchor = (depth: number): 'start' | 'middle' | 'end' =>
    depth === 0 ? 'start' : depth === deepest ? 'end' : 'middle';
  return (
    <svg class="histogram-risks" width="100%" height="26" aria-hidden="true">
      {thresholdMarks.map(({ name, risk }) => (
        <circle key={name} class="histogram-mark" cx={across(depthOf(risk))} cy="4" r="2.5" />
      ))}
      {depths.map((depth) => (
        <g key={depth}>
          <line x1={across(depth)} x2={across(depth)} y1="0" y2="8" />
          <text x={across(depth)} dx={depth === deepest ? 9 : 0} y="21" text-anchor={anchor(depth)}>
            {riskPercent(riskAt(depth))}
          </text>
        </g>
      ))}
    </svg>
  );
}
