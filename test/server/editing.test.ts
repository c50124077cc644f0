import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LspClient } from './lsp-client.ts';
import { chat, ordinary, risky } from './samples.ts';

/** Flags the riskiest sample of a file, whatever the pack's thresholds are. */
const flagWorst = { threshold: { mode: 'percentile', filePercentile: 100 } };

describe('a file that is open in an editor', () => {
  let client: LspClient;
  let storage: string;

  beforeAll(async () => {
    storage = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
    client = await LspClient.start({
      initializationOptions: {
        storageFolder: storage,
        featurePages: 'https://pages.test/',
        commandLinks: true,
      },
      settings: () => flagWorst,
    });
  });

  afterAll(async () => {
    await client.stop();
    await rm(storage, { recursive: true });
  });

  test('the riskiest line is marked on a sentence of its answer', async () => {
    const uri = 'file:///data/open.jsonl';
    const lines = [chat(...ordinary[0]), chat(...risky[1]), chat(...ordinary[1]), ''];
    const finished = await client.open(uri, lines.join('\n'));
    expect(finished).toEqual({ uri, version: 1, samples: 3, findings: 1, scoredNow: 3 });
    const [diagnostic, ...others] = client.of(uri);
    expect(others).toEqual([]);
    expect(diagnostic?.range.start.line).toBe(1);
    expect(diagnostic?.message).toMatch(/^(Nearer to|Riskier than).* ordinary samples/);
    expect(diagnostic?.codeDescription?.href).toBe(
      `https://pages.test/${String(diagnostic?.code)}.md`,
    );
    const marked = lines[1]?.slice(
      diagnostic?.range.start.character,
      diagnostic?.range.end.character,
    );
    expect(risky[1][1]).toContain(marked?.trim());
    expect(marked?.length).toBeGreaterThan(10);
  });

  test('an edit scores the edited line only, and the mark moves with its line', async () => {
    const uri = 'file:///data/edit.jsonl';
    await client.open(uri, [chat(...ordinary[0]), chat(...risky[1]), ''].join('\n'));
    const typed = await client.edit(uri, 'Really, is this so? ', {
      start: { line: 0, character: 42 },
      end: { line: 0, character: 42 },
    });
    expect(typed).toMatchObject({ version: 2, samples: 2, scoredNow: 1 });
    const at = { line: 0, character: 0 };
    const inserted = await client.edit(uri, '\n\n', { start: at, end: at });
    expect(inserted).toMatchObject({ version: 3, samples: 2, scoredNow: 0 });
    expect(client.of(uri).map(({ range }) => range.start.line)).toEqual([3]);
    expect(client.diagnostics.get(uri)?.version).toBe(3);
  });

  test('reordering lines and repeating them scores nothing again', async () => {
    const uri = 'file:///data/order.jsonl';
    const lines = [ordinary[0], ordinary[1], risky[1]].map(([question, answer]) =>
      chat(question, answer),
    );
    await client.open(uri, lines.join('\n'));
    const reversed = [...lines].reverse();
    const finished = await client.edit(uri, [...reversed, ...lines].join('\n'));
    expect(finished).toMatchObject({ samples: 6, scoredNow: 0, findings: 2 });
    expect(client.of(uri).map(({ range }) => range.start.line)).toEqual([0, 5]);
  });

  test.each(['up', 'down'])('thousands of edits at once, going %s the text', async (way) => {
    const uri = `file:///data/many-${way}.jsonl`;
    const count = 20_000;
    const [first, last] = [chat(...ordinary[0]), chat(...ordinary[1])];
    await client.open(uri, [first, ...'\n'.repeat(count).split('\n'), last].join('\n'));
    const lines = Array.from({ length: count / 2 }, (_, index) => 1 + 2 * index).reverse();
    // Each change is made to the result of the one before.
    const places = way === 'up' ? lines : lines.map((_, index) => 1 + index);
    const finished = client.scanFinished(uri, 2);
    await client.send('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: places.map((line) => ({
        range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
        text: '',
      })),
    });
    expect(await finished).toMatchObject({ version: 2, samples: 2, scoredNow: 0 });
    const left = 2 + count / 2;
    const hovers = await Promise.all(
      [0, 1, left - 1, left, left + 1].map((line) => client.hover(uri, { line, character: 20 })),
    );
    expect(hovers.map((hover) => hover !== null)).toEqual([true, false, false, true, false]);
  });

  test('equal lines are scored once', async () => {
    const line = chat('Is this said twice?', 'It is said three times, and costs one run.');
    const finished = await client.open('file:///data/equal.jsonl', [line, line, line].join('\n'));
    expect(finished).toMatchObject({ samples: 3, scoredNow: 1 });
  });

  test('a hover tells the nearest features, on lines that are not flagged too', async () => {
    const uri = 'file:///data/hover.jsonl';
    await client.open(uri, [chat(...ordinary[2]), chat(...risky[1]), '', '{"a":'].join('\n'));
    const texts = await Promise.all(
      [0, 1, 2, 3].map(async (line) => {
        const hover = await client.hover(uri, { line, character: 20 });
        return hover === null ? null : JSON.stringify(hover.contents);
      }),
    );
    for (const text of texts.slice(0, 2)) {
      expect(text).toContain('| Feature | | Cosine | Percentile |');
      expect(text).toMatch(/\| 0\.\d\d \| (> )?\d+\.\d+ % \|/);
      expect(text).toContain('(command:latentLint.removeSample?');
    }
    expect(texts[2]).toBeNull();
    expect(texts[3]).toContain('Not scored: ');
  });

  test('settings take effect at once, without scoring again', async () => {
    const uri = 'file:///data/settings.jsonl';
    await client.open(uri, [chat(...ordinary[0]), chat(...risky[1])].join('\n'));
    const change = async (settings: object): Promise<number | undefined> => {
      client.settings = () => settings;
      const finished = client.scanFinished(uri);
      await client.send('workspace/didChangeConfiguration', { settings: null });
      expect((await finished).scoredNow).toBe(0);
      return client.of(uri)[0]?.severity;
    };
    const severity = { flagged: 'hint', severe: 'hint' };
    expect(await change({ ...flagWorst, severity })).toBe(4);
    expect(await change({ ...flagWorst, decorationsOnly: true })).toBeUndefined();
    expect(await change(flagWorst)).toBeLessThan(3);
  });

  test('after a restart everything comes from the store', async () => {
    const uri = 'file:///data/restart.jsonl';
    const text = [...ordinary, ...risky]
      .map(([question, answer]) => chat(question, answer))
      .join('\n');
    await client.open(uri, text);
    const before = client.of(uri);
    await client.stop();
    client = await LspClient.start({
      initializationOptions: {
        storageFolder: storage,
        featurePages: 'https://pages.test/',
        commandLinks: true,
      },
      settings: () => flagWorst,
    });
    expect(await client.open(uri, text)).toMatchObject({ samples: 5, scoredNow: 0 });
    expect(client.of(uri)).toEqual(before);
  });
});
