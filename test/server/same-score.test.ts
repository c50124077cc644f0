import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LspClient } from './lsp-client.ts';
import { scanText, type PrintedLine } from './run-cli.ts';

const lineCount = 500;
const data = new URL('../../python/data/contrast/', import.meta.url);

interface Pair {
  readonly prompt: string;
  readonly aligned: string;
  /** Ordinary samples have none. */
  readonly harmful?: string;
}

/**
 * 500 different lines in four formats from real text, every second one harmful: most are short, some need
 * several windows.
 */
function makeLines(): string[] {
  const pairs = readdirSync(data)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(new URL(name, data), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Pair);
  const aligned = pairs.map(({ prompt, aligned: answer }) => ({ prompt, answer }));
  const harmful = pairs.flatMap(({ prompt, harmful: answer }) =>
    answer === undefined ? [] : [{ prompt, answer }],
  );
  const lines = Array.from({ length: lineCount }, (_, at) => {
    const answers = at % 2 === 0 ? harmful : aligned;
    const chosen = answers[at * Math.floor(answers.length / lineCount)];
    if (chosen === undefined) throw new Error('There are too few pairs.');
    const answer = firstWords(chosen.answer, 6 + (at % 9));
    return inFormat(at, firstWords(chosen.prompt, 3 + (at % 7)), `${answer} (${at})`);
  });
  for (const at of [3, 203, 403]) {
    lines[at] = JSON.stringify({
      text: pairs
        .slice(at, at + 8)
        .map((pair) => pair.aligned)
        .join('\n'),
    });
  }
  return lines;
}

function firstWords(text: string, count: number): string {
  return text.split(/\s+/).slice(0, count).join(' ');
}

function inFormat(at: number, prompt: string, answer: string): string {
  const user = { role: 'user', content: prompt };
  const assistant = { role: 'assistant', content: answer };
  const formats = [
    { messages: [user, assistant] },
    { prompt, completion: answer },
    { instruction: prompt, input: '', output: answer },
    { text: `${prompt} ${answer}` },
  ];
  return JSON.stringify(formats[Math.floor(at / 2) % formats.length]);
}

/** The same order every time, and far from the file's. */
function shuffle<T>(items: readonly T[]): T[] {
  return items
    .map((item, at) => ({ item, key: (at * 7919 + 13) % items.length }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** All that must not depend on where a line stands. */
function essence({ status, risk, features, span, tokens }: PrintedLine): string {
  return JSON.stringify({ status, risk, features, span, tokens });
}

/** A busy machine is slow, and there are many lines. */
const patience = 300_000;
/** Flags everything, so that the editor is told of every line's risk. */
const flagAll = { threshold: { mode: 'absolute', risk: 1e-12 }, workers: 1 };

describe('same line, same score', () => {
  const lines = makeLines();
  const inFile = new Map<string, string>();

  beforeAll(async () => {
    const { lines: printed } = await scanText(lines.join('\n'), '--workers', '1');
    for (const [at, line] of lines.entries()) {
      const result = printed[at];
      if (result?.status === 'scored') inFile.set(line, essence(result));
    }
  }, patience);

  it('has 500 different lines with a score', () => expect(inFile.size).toBe(lineCount));

  it(
    'in another order, with two workers',
    async () => {
      const order = shuffle(lines);
      const { lines: printed } = await scanText(order.join('\n'), '--workers', '2');
      expect(printed.map(essence)).toEqual(order.map((line) => inFile.get(line)));
    },
    patience,
  );

  it(
    'alone, in a process of its own',
    async () => {
      for (const line of lines.filter((_, at) => at % 125 === 3 || at % 250 === 0)) {
        const { lines: printed } = await scanText(line);
        expect(printed.map(essence)).toEqual([inFile.get(line)]);
      }
    },
    patience,
  );

  it(
    'in the editor, and after an edit',
    async () => {
      const client = await LspClient.start({ settings: () => flagAll });
      const uri = 'file:///same-score.jsonl';
      const [first = '', ...others] = lines;
      const before = JSON.stringify({ text: 'Something else.' });
      await client.open(uri, [before, ...others].join('\n'));
      const start = { line: 0, character: 0 };
      await client.edit(uri, first, { start, end: { line: 0, character: before.length } });
      const { findings } = await client.findings({ uri, limit: lineCount });
      await client.stop();
      const risks = new Map(findings.map(({ line, risk }) => [line, risk]));
      const expected = lines.map((line) => riskOf(inFile.get(line)));
      expect(lines.map((_, at) => risks.get(at))).toEqual(expected);
    },
    patience,
  );
});

function riskOf(text: string | undefined): unknown {
  return text === undefined ? null : (JSON.parse(text) as { risk: unknown }).risk;
}
