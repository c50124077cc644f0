import * as v from 'valibot';
import { calibrationSchema } from '../pack/parse-pack.ts';
import type { Keywords } from './keywords.ts';

export type KeywordsReading =
  | { readonly kind: 'keywords'; readonly keywords: Keywords }
  | { readonly kind: 'problem'; readonly message: string };

const numbers = v.array(v.pipe(v.number(), v.finite()));
const schema = v.object({
  format: v.literal(1),
  /** What words are, so that a file for other words is not read as one for these. */
  pattern: v.literal('[\\p{L}\\p{N}_]{2,}'),
  ngrams: v.tuple([v.literal(1), v.literal(2)]),
  intercept: v.pipe(v.number(), v.finite()),
  calibration: calibrationSchema,
  terms: v.array(v.string()),
  idf: numbers,
  weight: numbers,
});

/** Checks the text of a pack's `keywords.json`. */
export function parseKeywords(text: string): KeywordsReading {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return problem('it is not valid JSON');
  }
  const result = v.safeParse(schema, data);
  if (!result.success) {
    const [issue] = result.issues;
    return problem(`${v.getDotPath(issue) ?? 'the whole file'} is not what it should be`);
  }
  const { terms, idf, weight, intercept, calibration } = result.output;
  if (idf.length !== terms.length || weight.length !== terms.length) {
    return problem('it does not have a number for every term');
  }
  const known = terms.map(
    (term, at) => [term, { idf: idf[at] ?? 0, weight: weight[at] ?? 0 }] as const,
  );
  return { kind: 'keywords', keywords: { terms: new Map(known), intercept, calibration } };
}

function problem(reason: string): KeywordsReading {
  return { kind: 'problem', message: `The file keywords.json of the pack is damaged: ${reason}.` };
}
