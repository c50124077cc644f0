import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../server/parse-settings.ts';
import { FileScan, type LineSpan } from '../../../server/scan/file-scan.ts';
import { Outcomes } from '../../../server/scan/outcomes.ts';
import { Scanner } from '../../../server/scan/scanner.ts';
import { ScoreStore } from '../../../server/store/score-store.ts';
import { FakeScorer, scored } from './fake-scorer.ts';
import { noFeatures, noLatents, straightDirections, tinyPack } from './tiny-pack.ts';

const pack = tinyPack(2);

const line = (text: string): string => JSON.stringify({ text });

describe('the scanner', () => {
  let scorer: FakeScorer;
  let store: ScoreStore;
  let finished: FileScan[];
  let failures: string[];
  let scanner: Scanner;
  let patience = 500;

  beforeEach(() => {
    scorer = new FakeScorer();
    store = new ScoreStore({ folder: null, pack, maxTokens: 100 });
    finished = [];
    failures = [];
    const listener = {
      changed: () => undefined,
      finished: (file: FileScan) => finished.push(file),
      failed: (where: string) => failures.push(where),
    };
    scanner = new Scanner(listener, patience);
    scanner.use({
      outcomes: new Outcomes(pack, store),
      scorer,
      capacity: 1,
      latents: noLatents,
      directions: straightDirections,
      features: noFeatures,
    });
  });

  function open(
    texts: readonly string[],
    uri = 'file:///a.jsonl',
    visible: readonly LineSpan[] = [],
  ): FileScan {
    const file = new FileScan(uri, 1, texts.join('\n'));
    file.settings = defaultSettings();
    file.show(visible);
    scanner.add(file);
    scanner.wake();
    return file;
  }

  /** Whatever can happen without an answer of the scorer has happened. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  async function answerAll(): Promise<string[]> {
    const answered: string[] = [];
    await settled();
    while (scorer.waiting.some(({ signal }) => !signal.aborted)) {
      answered.push(scorer.answer());
      await settled();
    }
    return answered;
  }

  test('scores each content once and tells the end once', async () => {
    const file = open([line('a'), line('b'), '', line('a'), '{"text":  "a"}']);
    expect(await answerAll()).toEqual(['a', 'b']);
    expect(finished).toEqual([file]);
    expect(file).toMatchObject({ scoredNow: 2, finished: true });
    expect(file.counts.samples).toBe(4);
  });

  test('takes what is on screen first', async () => {
    open(['a', 'b', 'c', 'd', 'e'].map(line), 'file:///a.jsonl', [{ start: 3, end: 5 }]);
    expect(await answerAll()).toEqual(['d', 'e', 'a', 'b', 'c']);
  });

  test('takes what was edited before everything else, even when it is busy', async () => {
    const visible = [{ start: 1, end: 2 }];
    const file = open(['a', 'b', 'c', 'd'].map(line), 'file:///a.jsonl', visible);
    await settled();
    expect(scorer.texts).toEqual(['b']);
    const at = { line: 3, character: 10 };
    file.change(2, [{ range: { start: at, end: at }, text: 'x' }]);
    scanner.wake();
    await settled();
    expect(scorer.texts.at(-1)).toBe('dx');
    expect(scorer.waiting.map(({ priority }) => priority)).toEqual([1, 2]);
    await answerAll();
    expect(finished).toEqual([file]);
  });

  describe('with no patience', () => {
    beforeAll(() => void (patience = 0));
    afterAll(() => void (patience = 500));

    test('gives up what takes long for a line that was edited, and begins it anew later', async () => {
      const file = open(['long', 'b'].map(line));
      await settled();
      const [long] = scorer.waiting;
      expect(long?.text).toBe('long');
      const at = { line: 1, character: 10 };
      file.change(2, [{ range: { start: at, end: at }, text: '!' }]);
      scanner.wake();
      await settled();
      expect(long?.signal.aborted).toBe(true);
      expect(await answerAll()).toEqual(['b!', 'long']);
      expect(finished).toEqual([file]);
    });
  });

  test('drops the scoring of a text that is gone, and of nothing else', async () => {
    const file = open(['a', 'b'].map(line));
    await settled();
    const [first] = scorer.waiting;
    file.change(2, [
      { range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, text: '' },
    ]);
    scanner.wake();
    expect(first?.signal.aborted).toBe(true);
    expect(await answerAll()).toEqual(['b']);
    expect(finished).toEqual([file]);
    expect(failures).toEqual([]);
  });

  test('goes on scoring a text that another line or file holds', async () => {
    const file = open(['a', 'a'].map(line));
    const other = open([line('b')], 'file:///b.jsonl');
    await settled();
    const [first] = scorer.waiting;
    file.change(2, [{ text: line('a') }]);
    scanner.wake();
    expect(first?.signal.aborted).toBe(false);
    other.change(2, [{ text: line('a') }]);
    scanner.wake();
    await settled();
    scanner.remove(file.uri);
    await settled();
    expect(first?.signal.aborted).toBe(false);
    expect(await answerAll()).toEqual(['a']);
    expect(finished).toEqual([other]);
  });

  test('a sample that was dropped and comes back is scored', async () => {
    const file = open([line('a')]);
    await settled();
    file.change(2, [{ text: line('b') }]);
    file.change(3, [{ text: line('a') }]);
    scanner.wake();
    expect(await answerAll()).toEqual(['a']);
    expect(file.lines[0]?.risk).toBeCloseTo(0.5, 5);
  });

  test('answers from the store without asking', async () => {
    open(['a', 'b'].map(line));
    await answerAll();
    const again = open(['b', 'a', 'b'].map(line), 'file:///again.jsonl');
    expect(await answerAll()).toEqual([]);
    expect(again).toMatchObject({ finished: true, scoredNow: 0 });
  });

  test('a failure has a reason, is not tried again by itself, and is when asked to', async () => {
    scorer.automatic = () => ({
      kind: 'failure',
      failure: { reason: 'failed', message: 'No luck.' },
    });
    const file = open([line('a')]);
    await settled();
    expect(file.counts.skipped()).toEqual(['1 line could not be scored']);
    expect(finished).toHaveLength(1);
    file.forgetReadings();
    scanner.wake();
    await settled();
    expect(scorer.texts).toHaveLength(1);
    scanner.engine?.outcomes.forgetFailures();
    scorer.automatic = () => scored(0.3);
    file.forgetReadings();
    scanner.wake();
    await settled();
    expect(file.counts.skipped()).toEqual([]);
    expect(file.lines[0]?.risk).toBeCloseTo(0.8, 5);
  });

  test('a scorer that throws fails the sample, not the scan', async () => {
    open(['a', 'b'].map(line));
    await settled();
    scorer.waiting[0]?.fail(new Error('a bug'));
    await settled();
    scorer.waiting.shift();
    expect(await answerAll()).toEqual(['b']);
    expect(failures).toEqual(['scoring']);
    expect(finished).toHaveLength(1);
  });

  test('a score that cannot be kept is shown, and the scan goes on', async () => {
    const file = open(['a', 'b'].map(line));
    store.set = () => {
      throw new Error('no room');
    };
    expect(await answerAll()).toEqual(['a', 'b']);
    expect(failures).toEqual(['scan', 'scan']);
    expect(finished).toEqual([file]);
    for (const { risk } of file.lines) expect(risk).toBeCloseTo(0.5, 5);
  });

  test('a file that cannot be told of keeps no other one back', async () => {
    const bad = open([line('a')]);
    const good = open([line('b')], 'file:///b.jsonl');
    Object.defineProperty(bad, 'announced', {
      get: () => {
        throw new Error('a bug');
      },
    });
    expect(await answerAll()).toEqual(['a', 'b']);
    expect(finished).toEqual([good]);
    expect(failures).toContain('scan');
  });

  test('known samples that fail fail nothing else', async () => {
    scorer.automatic = () => scored(0);
    open(['a', 'b'].map(line));
    await settled();
    const again = open(['a', 'c'].map(line), 'file:///again.jsonl');
    again.judge = {
      flags: () => {
        throw new Error('a bug');
      },
    };
    await settled();
    expect(failures).toContain('scan');
    again.judge = null;
    again.forgetReadings();
    scanner.wake();
    await settled();
    expect(finished.at(-1)).toBe(again);
  });

  test('pausing, cancelling and holding back stop the scoring until they are over', async () => {
    scanner.pause(true);
    const file = open(['a', 'b'].map(line));
    expect(await answerAll()).toEqual([]);
    scanner.pause(false);
    await settled();
    scorer.answer();
    file.cancelled = true;
    scanner.wake();
    expect(await answerAll()).toEqual([]);
    file.cancelled = false;
    file.released = false;
    scanner.wake();
    expect(await answerAll()).toEqual([]);
    expect(finished).toEqual([]);
    file.released = true;
    scanner.wake();
    expect(await answerAll()).toEqual(['b']);
    expect(finished).toEqual([file]);
  });

  test('without an engine it reads, and scores when there is one', async () => {
    scanner.use(null);
    const file = open([line('a'), '{']);
    await settled();
    expect(file.counts.skipped()).toEqual(['1 line is not valid JSON']);
    expect(finished).toEqual([]);
    scanner.use({
      outcomes: new Outcomes(pack, store),
      scorer,
      capacity: 1,
      latents: noLatents,
      directions: straightDirections,
      features: noFeatures,
    });
    expect(await answerAll()).toEqual(['a']);
    expect(finished).toEqual([file]);
  });

  test('a large file is read in slices, and no line is read twice', async () => {
    scorer.automatic = () => scored(0);
    const texts = Array.from({ length: 20_000 }, (_, index) =>
      line(`${index % 50} words and more`),
    );
    const file = open(texts);
    let turns = 0;
    while (!file.finished) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect(turns).toBeGreaterThan(3);
    expect(scorer.texts).toHaveLength(50);
    expect(file.counts.samples).toBe(20_000);
  });
});
