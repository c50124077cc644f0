import type { ActionResult, SampleAction } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import { UnreadableList } from '../store/ignore-list.ts';
import type { FeatureContext } from './context.ts';
import { errorPlace } from '../log.ts';
import type { FoundLine } from './sample-lines.ts';

const noPlace = 'Save the file first: there is no place for its ignore list yet.';
const notWritten = 'The ignore list could not be written.';

/** Puts the sample on the ignore list of its file, with the reason that was given. */
export async function ignoreSample(
  file: FileScan,
  { record }: FoundLine,
  { contentHash, reason }: SampleAction,
  context: FeatureContext,
  changed: () => Promise<void>,
): Promise<ActionResult> {
  const list = context.ignores.list(file.uri);
  if (list === undefined) return { done: false, message: noPlace };
  const outcomes = context.scanner.engine?.outcomes;
  const detail = outcomes && context.details.of(record, file, outcomes);
  try {
    await list.add({
      contentHash,
      reason: reason ?? '',
      feature: detail?.feature?.id ?? '',
      created: new Date().toISOString(),
    });
  } catch (error) {
    return refuse(error, context);
  }
  await changed();
  return { done: true, message: 'The sample is ignored from now on.' };
}

/** Takes the sample off the list. */
export async function stopIgnoring(
  file: FileScan,
  { contentHash }: SampleAction,
  context: FeatureContext,
  changed: () => Promise<void>,
): Promise<ActionResult> {
  const list = context.ignores.list(file.uri);
  if (list === undefined) return { done: false, message: noPlace };
  let removed: boolean;
  try {
    removed = await list.remove(contentHash);
  } catch (error) {
    return refuse(error, context);
  }
  await changed();
  return removed
    ? { done: true, message: 'The sample is no longer ignored.' }
    : { done: false, message: 'The sample was not ignored.' };
}

function refuse(error: unknown, { log }: FeatureContext): ActionResult {
  const message = error instanceof UnreadableList ? error.message : notWritten;
  log.error(`${message} ${errorPlace(error)}`);
  return { done: false, message };
}
