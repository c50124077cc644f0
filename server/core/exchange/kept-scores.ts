import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { featureId } from '../own-features/feature-id.ts';

/**
 * Scores of another tool as a folder keeps them, in a file of JSON Lines: first `{"format":1,"name":"judge.csv"}`, then a
 * line `{"contentHash":"…","score":0.5}` for each sample, sorted, so that changes merge. It holds no text of samples,
 * and can itself be imported.
 */
export interface KeptScores {
  /** Of the file that they were imported from, without its folder. */
  readonly name: string;
  /** By content hash; higher means worse. */
  readonly scores: ReadonlyMap<string, number>;
}

export type KeptScoresReading =
  | { readonly kind: 'scores'; readonly kept: KeptScores }
  /** What is wrong, to be read after the name of the file. */
  | { readonly kind: 'problem'; readonly message: string };

const longestStem = 200;
const shownDigits = 8;
/** What a name may not hold: what ends a line, leads to a folder, or turns the direction of text. */
const unwanted = /[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029/\\]/gu;
const named = /^(.+)(\.(?:csv|tsv|jsonl))$/isu;

const headSchema = v.object({ format: v.number(), name: v.optional(v.string()) });
const lineSchema = v.object({
  contentHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  score: v.pipe(v.number(), v.finite()),
});

/** What the scores of a file are called: its name, with what could mislead on a screen or a disk taken out. */
export function scoresName(fileName: string): string {
  const [, stem = fileName, extension = ''] = named.exec(fileName) ?? [];
  const plain = Array.from(stem.replace(unwanted, '_')).slice(0, longestStem).join('');
  return plain + extension;
}

/** The file that keeps scores of a name, safe on every system and another one for every name. */
export function keptScoresFile(name: string): string {
  const stem = featureId(name.replace(named, '$1'));
  return `${stem}-${createHash('sha256').update(name).digest('hex').slice(0, shownDigits)}.jsonl`;
}

/** The text of the file. */
export function serialiseKeptScores({ name, scores }: KeptScores): string {
  const lines = [...scores.keys()].sort().map((contentHash) => {
    return `${JSON.stringify({ contentHash, score: scores.get(contentHash) })}\n`;
  });
  return `${JSON.stringify({ format: 1, name })}\n${lines.join('')}`;
}

/** Checks the text of a file line by line, with pauses. Of a sample that is named twice the last score counts. */
export function* parseKeptScores(text: string): Generator<undefined, KeptScoresReading> {
  const scores = new Map<string, number>();
  let name: string | null = null;
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (line.trim() === '') continue;
    const value = parseJson(line);
    if (name === null) {
      const head = v.safeParse(headSchema, value);
      if (head.success && head.output.format !== 1) {
        return problem('has a format that this version does not know');
      }
      const given = head.success ? head.output.name : undefined;
      if (given === undefined || !isScoresName(given)) return problem('is damaged in line 1');
      name = given;
    } else {
      const read = v.safeParse(lineSchema, value);
      if (!read.success) return problem(`is damaged in line ${number}`);
      scores.set(read.output.contentHash, read.output.score);
    }
    yield;
  }
  return name === null ? problem('is empty') : { kind: 'scores', kept: { name, scores } };
}

/** Whether scores can have this name; another one could be taken for an opinion of the pack. */
function isScoresName(name: string): boolean {
  return named.test(name) && scoresName(name) === name;
}

function* linesOf(text: string): Generator<string> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    yield text.slice(start, stop);
    start = stop + 1;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function problem(message: string): KeptScoresReading {
  return { kind: 'problem', message };
}
