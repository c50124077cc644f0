import type { FileScan } from '../scan/file-scan.ts';
import type { Outcomes } from '../scan/outcomes.ts';
import type { FeatureContext } from './context.ts';

/**
 * What is known of the samples of a file: as the pack says, or with one's own ordinary data in the reference.
 * Undefined while there is no pack.
 */
export function outcomesOf(
  file: FileScan,
  { scanner }: Pick<FeatureContext, 'scanner'>,
): Outcomes | undefined {
  const outcomes = scanner.engine?.outcomes;
  return outcomes && (file.outcomes ?? outcomes);
}
