import type { MarkParams, MarkResult } from '../../server/own-feature-protocol.ts';
import { numbersToBase64 } from './model/base64.ts';
import { idsOf } from './model/selection.ts';
import type { PageSnapshot } from './page.ts';

export type MarkSign = MarkParams['sign'];

const nothing = { done: false, featureId: null } as const;

/**
 * Says of rows that a feature is to find what is like them, or what is not, or takes that back. Marks go to the
 * present feature of each file; where there is none, a name is asked for. The message is for people, and '' when
 * somebody thought better of it.
 */
export async function markRows(
  page: Pick<PageSnapshot, 'source' | 'rows' | 'uris'>,
  marked: Iterable<number>,
  sign: MarkSign,
): Promise<MarkResult> {
  const byFile = rowsByFile(page, marked);
  if (byFile.size === 0) return { ...nothing, message: 'No sample is selected.' };
  const results: MarkResult[] = [];
  let name: string | null = null;
  for (const [uri, ids] of byFile) {
    const { current, features } = await page.source.request('ownFeatures', { uri });
    // Files of one folder share their features: what the first one made is there for the next.
    const made = results.at(-1)?.featureId ?? null;
    const featureId = features.some(({ id }) => id === made) ? made : current;
    if (featureId === null && sign === 'none') continue;
    if (featureId === null) name ??= await askName(page.source);
    if (featureId === null && name === null) break;
    const named = featureId === null && name !== null ? { name } : {};
    const samples = { ids: numbersToBase64(ids) };
    results.push(await page.source.request('mark', { uri, samples, sign, featureId, ...named }));
  }
  return together(results);
}

function rowsByFile(
  { rows, uris }: Pick<PageSnapshot, 'rows' | 'uris'>,
  marked: Iterable<number>,
): ReadonlyMap<string, Uint32Array> {
  const byFile = new Map<string, number[]>();
  if (rows === null) return new Map();
  for (const row of marked) {
    const uri = uris[rows.file[row] ?? -1];
    if (uri === undefined) continue;
    const found = byFile.get(uri) ?? [];
    found.push(row);
    byFile.set(uri, found);
  }
  return new Map([...byFile].map(([uri, found]) => [uri, idsOf(rows, found)]));
}

/** Null when nobody gives a name. */
async function askName(source: PageSnapshot['source']): Promise<string | null> {
  const prompt = 'What do these samples have in common? A short name, such as “pump talk”.';
  const name = (await source.ask('A feature of your own', prompt))?.trim() ?? '';
  return name === '' ? null : name;
}

function together(results: readonly MarkResult[]): MarkResult {
  const messages = new Set(results.map(({ message }) => message));
  return {
    done: results.length > 0 && results.every(({ done }) => done),
    message: [...messages].join(' '),
    featureId: results.findLast(({ done }) => done)?.featureId ?? null,
  };
}
