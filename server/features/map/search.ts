import { RE2JS } from 're2js';
import type { CancellationToken } from 'vscode-languageserver';
import type { MapIds, MapSearchParams } from '../../map-protocol.ts';
import { readSample } from '../../scan/read-summary.ts';
import type { FeatureContext } from '../context.ts';
import { toBase64 } from './columns.ts';
import { rowAt } from './row-of.ts';
import { noIds } from './sample.ts';
import { RequestSlice } from './slices.ts';

/** Whether a text matches, and whether a line's source can be passed over unread. */
interface Matcher {
  readonly matches: (text: string) => boolean;
  readonly excludes: (line: string) => boolean;
}

/**
 * The samples of which a turn matches, in the order of the map. What is searched is the decoded text of each turn
 * alone, trained or not, as the panel shows it: keys and escapes of the line are not.
 */
export async function mapSearch(
  params: MapSearchParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<MapIds> {
  const state = await context.maps.of(params.uris).state(params.projection, context);
  if (state === null) return noIds('One of the files is not open any more.');
  if (params.text === '') return noIds('There is nothing to search for.');
  const matcher = params.regularExpression ? expressionMatcher(params) : textMatcher(params);
  if (typeof matcher === 'string') return noIds(matcher);
  const slice = new RequestSlice(token);
  const found: number[] = [];
  for (let row = 0; row < state.rows.count; row += 1) {
    await slice.rest();
    const target = rowAt(state, row);
    if (target === null || matcher.excludes(target.record.text)) continue;
    const turns = readSample(target.record.text, target.scan.settings)?.sample.turns ?? [];
    if (turns.some(({ text }) => matcher.matches(text))) found.push(target.record.id);
  }
  return { ids: toBase64(Uint32Array.from(found)), message: null };
}

/** A sentence when the expression is none. */
function expressionMatcher({ text, matchCase }: MapSearchParams): Matcher | string {
  try {
    const flags = matchCase ? 0 : RE2JS.CASE_INSENSITIVE;
    const expression = RE2JS.compile(text, flags | RE2JS.MULTILINE);
    return { matches: (turn) => expression.matcher(turn).find(), excludes: () => false };
  } catch (error) {
    // The engine puts its flags before the expression that it quotes.
    const message = error instanceof Error ? error.message.replace(/\(\?[a-z]+\)/, '') : '';
    const reason = message.replace(/^error parsing regexp: /, '');
    return `This is not a regular expression of RE2: ${reason || 'it cannot be read'}.`;
  }
}

function textMatcher({ text, matchCase }: MapSearchParams): Matcher {
  const fold = (value: string): string => (matchCase ? value : value.toLowerCase());
  const wanted = fold(text);
  // JSON may write these in several ways, and a line break may join two strings.
  const isPlain = !/["\\/\p{Cc}]/u.test(text);
  return {
    matches: (turn) => fold(turn).includes(wanted),
    excludes: (line) => isPlain && !line.includes('\\u') && !fold(line).includes(wanted),
  };
}
