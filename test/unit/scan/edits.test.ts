import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextChange } from '../../../server/core/jsonl/line-index.ts';
import { defaultSettings } from '../../../server/parse-settings.ts';
import { FileScan } from '../../../server/scan/file-scan.ts';
import { Outcomes } from '../../../server/scan/outcomes.ts';
import { Scanner } from '../../../server/scan/scanner.ts';
import { ScoreStore } from '../../../server/store/score-store.ts';
import { FakeScorer, scored } from './fake-scorer.ts';
import { noFeatures, noLatents, straightDirections, tinyPack } from './tiny-pack.ts';

const pack = tinyPack(2);

const line = fc.constantFrom(
  '{"text": "0.1 fine"}',
  '{"text": "0.45 risky"}',
  '{"text": "-0.2 dull"}',
  '{"text": "fails"}',
  '{"text": ""}',
  '{"text":',
  '{"other": 1}',
  '',
);
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));
const position = fc.record({ line: fc.nat(8), character: fc.nat(30) });
const change: fc.Arbitrary<TextChange> = fc.oneof(
  fc.record({ range: fc.record({ start: position, end: position }), text }),
  fc.record({ text }),
);
/** An edit, or a moment in which the scorer answers and the reader goes on. */
const step = fc.oneof(fc.array(change, { minLength: 1, maxLength: 3 }), fc.constant(null));

function newScanner(scorer: FakeScorer): Scanner {
  const store = new ScoreStore({ folder: null, pack, maxTokens: 100 });
  const scanner = new Scanner({
    changed: () => undefined,
    finished: () => undefined,
    failed: (where, error) => expect.fail(`${where}: ${String(error)}`),
  });
  scanner.use({
    outcomes: new Outcomes(pack, store),
    scorer,
    capacity: 2,
    latents: noLatents,
    directions: straightDirections,
    features: noFeatures,
  });
  return scanner;
}

function open(scanner: Scanner, content: string): FileScan {
  const file = new FileScan('file:///a.jsonl', 1, content);
  file.settings = defaultSettings();
  scanner.add(file);
  scanner.wake();
  return file;
}

function answer(text: string): ReturnType<typeof scored> {
  if (text !== 'fails') return scored(Number.parseFloat(text));
  return { kind: 'failure', failure: { reason: 'failed', message: 'As it should.' } };
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function stateOf(file: FileScan): object {
  return {
    samples: file.counts.samples,
    skipped: file.counts.skipped(),
    pending: file.pending.lines,
    lines: file.lines.map(({ text: content, summary, risk }) => [content, summary?.kind, risk]),
  };
}

test('however a text came about, its scan ends the same', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.array(step, { maxLength: 10 }), async (start, steps) => {
      const scorer = new FakeScorer();
      const scanner = newScanner(scorer);
      const file = open(scanner, start);
      let version = 1;
      for (const changes of steps) {
        if (changes === null) {
          for (const { text: asked, answer: tell } of scorer.waiting.splice(0)) tell(answer(asked));
          await turn();
          continue;
        }
        file.change((version += 1), changes);
        scanner.wake();
      }
      while (!file.finished) {
        for (const { text: asked, answer: tell } of scorer.waiting.splice(0)) tell(answer(asked));
        await turn();
      }
      const content = file.lines.map((record) => record.text + record.lineBreak).join('');
      const fresh = new FakeScorer();
      fresh.automatic = answer;
      const expected = open(newScanner(fresh), content);
      while (!expected.finished) await turn();
      expect(stateOf(file)).toEqual(stateOf(expected));
    }),
    { numRuns: 150 },
  );
});
