import { rowFlags } from '../../../server/map-protocol.ts';
import type { Rows } from './rows.ts';
import { inSentence, riskText } from './words.ts';

/** What is known of a row in one sentence, for those who hear it. */
export function rowSentence(rows: Rows, row: number, isSelected: boolean): string {
  const parts = [`Line ${(rows.line[row] ?? 0) + 1}`, riskWords(rows, row)];
  const nearest = rows.summary.features[rows.nearestOfAll[row] ?? 255];
  if (nearest !== undefined) parts.push(`nearest to “${inSentence(nearest.title)}”`);
  if (hasFlag(rows, row, rowFlags.flagged)) parts.push('flagged');
  if (hasFlag(rows, row, rowFlags.ignored)) parts.push('ignored');
  if (isSelected) parts.push('selected');
  return `${parts.join(', ')}.`;
}

/** The risk of a row in a table, with its percent sign; a word where there is none. */
export function riskCell(rows: Rows, row: number): string {
  const risk = rows.risk[row] ?? Number.NaN;
  if (!Number.isNaN(risk)) return riskText(risk, rows.summary);
  return hasFlag(rows, row, rowFlags.untrained) ? 'not trained' : 'no score';
}

export function hasFlag(rows: Rows, row: number, flag: number): boolean {
  return ((rows.flags[row] ?? 0) & flag) !== 0;
}

function riskWords(rows: Rows, row: number): string {
  const risk = rows.risk[row] ?? Number.NaN;
  if (!Number.isNaN(risk)) {
    return `riskier than ${riskText(risk, rows.summary).replace('> ', 'more than ')} of ordinary samples`;
  }
  return hasFlag(rows, row, rowFlags.untrained) ? 'nothing of it is trained' : 'without a score';
}
