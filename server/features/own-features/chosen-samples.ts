import type { SampleChoice } from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { FeatureContext } from '../context.ts';
import { fromBase64 } from '../map/columns.ts';
import { findBatches } from '../sample-batch.ts';
import { findSample, type FoundLine } from '../sample-lines.ts';
import type { Shelf } from './shelf.ts';

export type Chosen =
  | { readonly kind: 'chosen'; readonly samples: readonly FoundLine[] }
  | { readonly kind: 'refused'; readonly message: string };

/** The samples that are meant, as they are now; refused when one of them has changed. */
export function chosenSamples(
  file: FileScan,
  shelf: Shelf,
  choice: SampleChoice,
  context: FeatureContext,
): Chosen {
  if ('lines' in choice) return samplesOnLines(file, choice);
  if ('line' in choice) {
    const found = findSample(file, { uri: file.uri, ...choice });
    return found === null
      ? refused('The sample has changed or moved; nothing was marked.')
      : { kind: 'chosen', samples: [found] };
  }
  const ids = fromBase64(choice.ids);
  if (ids === null || ids.length === 0) return refused('No sample is selected.');
  const batches = findBatches(context.own.filesOf(shelf), ids);
  if (batches === null) {
    return refused('One of the samples has changed or is in another folder; nothing was marked.');
  }
  return { kind: 'chosen', samples: batches.flatMap(({ samples }) => samples) };
}

/** The samples on lines of the text that the client sees; lines without one are passed over. */
function samplesOnLines(
  file: FileScan,
  { lines, version }: Extract<SampleChoice, { readonly lines: readonly number[] }>,
): Chosen {
  if (file.version !== version)
    return refused('The text has changed meanwhile; nothing was marked.');
  const samples = [...new Set(lines)].flatMap((line) => {
    const record = file.lines[line];
    return record?.summary?.kind === 'sample' ? [{ line, record }] : [];
  });
  if (samples.length > 0) return { kind: 'chosen', samples };
  return refused(
    lines.length === 1 ? 'The line holds no sample.' : 'None of the lines holds a sample.',
  );
}

function refused(message: string): Chosen {
  return { kind: 'refused', message };
}
