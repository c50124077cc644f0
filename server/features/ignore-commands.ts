import { errorPlace } from '../log.ts';
import { UnreadableList, type IgnoreList } from '../store/ignore-list.ts';
import type { CommandTools } from './batch-edits.ts';
import { refuse, type BatchResult } from './batch-edits.ts';
import type { FeatureContext } from './context.ts';
import { countSamples, samplesText, type SampleBatch } from './sample-batch.ts';

const noPlace = 'Save the file first: there is no place for its ignore list yet.';
const notWritten = 'The ignore list could not be written.';

/** Puts samples on the ignore lists of their files, with the reason that was given. */
export async function ignoreSamples(
  batches: readonly SampleBatch[],
  reason: string,
  context: FeatureContext,
  tools: CommandTools,
): Promise<BatchResult> {
  const lists = listsOf(batches, context);
  if (lists === null) return refuse(noPlace);
  const features = context.scanner.engine?.outcomes.pack.features ?? [];
  const created = new Date().toISOString();
  try {
    for (const [list, samples] of lists) {
      const entries = new Map(
        samples.map(({ contentHash, nearest }) => [
          contentHash,
          { contentHash, reason, feature: features[nearest]?.id ?? '', created },
        ]),
      );
      await list.add([...entries.values()]);
    }
  } catch (error) {
    return refuseList(error, context);
  }
  await tools.projectChanged();
  const count = countSamples(batches);
  const message =
    count === 1
      ? 'The sample is ignored from now on.'
      : `${samplesText(count)} are ignored from now on.`;
  return { done: true, message };
}

/** Takes samples off the lists. */
export async function stopIgnoring(
  batches: readonly SampleBatch[],
  context: FeatureContext,
  tools: CommandTools,
): Promise<BatchResult> {
  const lists = listsOf(batches, context);
  if (lists === null) return refuse(noPlace);
  let removed = 0;
  try {
    for (const [list, samples] of lists) {
      removed += await list.remove(new Set(samples.map(({ contentHash }) => contentHash)));
    }
  } catch (error) {
    return refuseList(error, context);
  }
  await tools.projectChanged();
  const single = countSamples(batches) === 1;
  if (removed === 0) {
    return refuse(single ? 'The sample was not ignored.' : 'None of the samples was ignored.');
  }
  const message = single
    ? 'The sample is no longer ignored.'
    : `${removed === 1 ? '1 sample is' : `${removed} different samples are`} no longer ignored.`;
  return { done: true, message };
}

interface ListedSample {
  readonly contentHash: string;
  /** Index of the nearest feature. */
  readonly nearest: number;
}

/** The samples of each list; null when a file has none. */
function listsOf(
  batches: readonly SampleBatch[],
  { ignores }: FeatureContext,
): ReadonlyMap<IgnoreList, readonly ListedSample[]> | null {
  const lists = new Map<IgnoreList, ListedSample[]>();
  for (const { file, samples } of batches) {
    const list = ignores.list(file.uri);
    if (list === undefined) return null;
    const listed = lists.get(list) ?? [];
    for (const { record } of samples) {
      if (record.summary?.kind !== 'sample') continue;
      listed.push({ contentHash: record.summary.hash, nearest: record.nearest });
    }
    lists.set(list, listed);
  }
  return lists;
}

function refuseList(error: unknown, { log }: FeatureContext): BatchResult {
  const message = error instanceof UnreadableList ? error.message : notWritten;
  log.error(`${message} ${errorPlace(error)}`);
  return refuse(message);
}
