import { numbersToBase64 } from './model/base64.ts';
import type { PageState } from './model/page-state.ts';
import { keysOf } from './model/sample-keys.ts';
import { idsOf } from './model/selection.ts';
import { sentenceOf } from './model/words.ts';
import type { PageSnapshot, SampleAction } from './page.ts';

/** Does something to samples. The message is for people; '' when somebody thought better of it. */
export async function act(
  { source, rows, uris }: PageSnapshot,
  action: SampleAction,
  selected: Iterable<number>,
): Promise<{ readonly done: boolean; readonly message: string }> {
  if (!source.can('act')) return { done: false, message: 'A saved map cannot be changed.' };
  const ids = rows === null ? new Uint32Array() : idsOf(rows, selected);
  if (ids.length === 0) return { done: false, message: 'No sample is selected.' };
  try {
    const given = action === 'ignore' ? await askReason(source, ids.length) : undefined;
    if (given === null) return { done: false, message: '' };
    const reason = given === undefined ? {} : { reason: given };
    return await source.request('act', { uris, ids: numbersToBase64(ids), action, ...reason });
  } catch (error) {
    return { done: false, message: sentenceOf(error) };
  }
}

/** Features whose cosines the page shows in any case. */
export function wantedCosines({ colourBy, sizeBy }: PageState): string[] {
  const chosen = [colourBy, sizeBy].flatMap((by) => (by.kind === 'feature' ? [by.id] : []));
  return [...new Set(chosen)];
}

/** The state with the samples that are selected and focused. */
export function stateWithSamples({ state, rows, selection, focusRow }: PageSnapshot): PageState {
  if (rows === null) return state;
  const focus = focusRow === null ? '' : keysOf(rows, Uint32Array.of(focusRow));
  return { ...state, selection: keysOf(rows, selection.rows()), focus };
}

/** Selected lines by file, ascending. */
export function marksOf({ rows, selection, uris }: PageSnapshot): ReadonlyMap<string, number[]> {
  const marks = new Map<string, number[]>();
  if (rows === null) return marks;
  for (const row of selection.rows()) {
    const uri = uris[rows.file[row] ?? -1] ?? '';
    const lines = marks.get(uri) ?? [];
    lines.push(rows.line[row] ?? 0);
    marks.set(uri, lines);
  }
  return marks;
}

function askReason(source: PageSnapshot['source'], count: number): Promise<string | null> {
  const what = count === 1 ? 'this sample' : `these ${count.toLocaleString('en-US')} samples`;
  return source.ask(
    `Ignore ${what}`,
    'Why is it all right? The reason is kept in the ignore list.',
  );
}
