import type { CalibrationView } from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { FeatureContext } from '../context.ts';
import { featuresOf } from './own-features.ts';

/** How many lines are flagged for each feature alone: what switching it off would take away. */
export function flaggedAlone(
  files: readonly FileScan[],
  context: FeatureContext,
): CalibrationView['withoutFeature'] {
  const known = context.scanner.engine?.outcomes.pack.features ?? [];
  const counts = new Map<string, number>();
  for (const file of files) {
    for (const { record, risky } of context.flagged.inFileOrder(file)) {
      const reasons = [
        ...record.own.map(({ id }) => id),
        ...(risky ? [known[record.nearest]?.id ?? ''] : []),
      ];
      const [only] = reasons;
      if (only !== undefined && reasons.length === 1) counts.set(only, (counts.get(only) ?? 0) + 1);
    }
  }
  const own = files.flatMap(({ uri }) => {
    const shelf = context.own.shelf(uri);
    return shelf === undefined ? [] : featuresOf(shelf);
  });
  const titles = new Map([...known, ...own].map(({ id, title }) => [id, title]));
  return Array.from(titles, ([id, title]) => ({ id, title, flagged: counts.get(id) ?? 0 })).sort(
    (a, b) => b.flagged - a.flagged,
  );
}
