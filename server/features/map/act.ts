import type { MapActParams, MapActResult } from '../../map-work-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import {
  quarantineSamples,
  refuse,
  removeSamples,
  setWeightsZero,
  type CommandTools,
} from '../batch-edits.ts';
import type { FeatureContext } from '../context.ts';
import { ignoreSamples, stopIgnoring } from '../ignore-commands.ts';
import { findBatches } from '../sample-batch.ts';
import { fromBase64 } from './columns.ts';

/**
 * Does something to samples of several files as one edit, for the versions in which all of them were found.
 * When one is not there any more, nothing happens and the answer says so.
 */
export async function mapAct(
  { uris, ids, action, reason }: MapActParams,
  context: FeatureContext,
  tools: CommandTools,
): Promise<MapActResult> {
  const wanted = fromBase64(ids);
  if (wanted === null || wanted.length === 0) return refuse('No sample is selected.');
  const files = openFiles(uris, context);
  if (files === null) return refuse('One of the files is not open any more; nothing was done.');
  const batches = findBatches(files, wanted);
  if (batches === null) {
    return refuse('One of the samples has changed since it was selected; nothing was done.');
  }
  switch (action) {
    case 'remove':
      return removeSamples(batches, context, tools);
    case 'quarantine':
      return quarantineSamples(batches, context, tools);
    case 'weightZero':
      return setWeightsZero(batches, context, tools);
    case 'ignore':
      return ignoreSamples(batches, reason ?? '', context, tools);
    case 'stopIgnoring':
      return stopIgnoring(batches, context, tools);
  }
}

function openFiles(uris: readonly string[], { scanner }: FeatureContext): FileScan[] | null {
  const files = [...new Set(uris)].map((uri) => scanner.files.get(uri));
  return files.every((file) => file !== undefined) ? files : null;
}
