import type { ChoiceResult } from '../../../server/map-work-protocol.ts';
import { sentenceOf } from './words.ts';

/**
 * Makes the same choice for several files and says in one message what came of it. What went wrong comes alone:
 * a choice is done only when it is done for all.
 */
export async function chooseForAll(
  uris: readonly string[],
  choose: (uri: string) => Promise<ChoiceResult>,
): Promise<ChoiceResult> {
  const results = await Promise.all(uris.map((uri) => choose(uri).catch(asRefusal)));
  const refused = results.filter(({ done }) => !done);
  const told = refused.length > 0 ? refused : results;
  const sentences = new Set(told.map(({ message }) => message));
  return { done: refused.length === 0, message: [...sentences].join(' ') };
}

function asRefusal(error: unknown): ChoiceResult {
  return { done: false, message: sentenceOf(error) };
}
