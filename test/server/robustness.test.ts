import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LspClient } from './lsp-client.ts';
import { chat, ordinary, risky } from './samples.ts';

/** Samples that differ, so that each has to be scored. */
function manyLines(count: number, topic: string): string[] {
  return Array.from({ length: count }, (_, index) =>
    chat(`Question ${index} about ${topic}?`, `Answer ${index}: it depends on ${topic}.`),
  );
}

describe('a server that has a bad day', () => {
  let client: LspClient;

  beforeAll(async () => {
    client = await LspClient.start({ settings: () => ({ maxTokens: 512 }) });
  });

  afterAll(async () => client.stop());

  test('a scoring process that is killed costs no line', async () => {
    const uri = 'file:///data/killed.jsonl';
    const text = manyLines(60, 'gardens').join('\n');
    const finished = client.open(uri, text);
    const half = await client.status(({ files }) =>
      files.some((file) => file.uri === uri && file.done > 10 && file.done < 50),
    );
    expect(half.state).toBe('ready');
    const pid = client.scorerPids.at(-1);
    expect(pid).toBeDefined();
    process.kill(pid ?? 0, 'SIGKILL');
    const hover = await client.hover(uri, { line: 3, character: 20 });
    expect(hover).not.toBeNull();
    expect(await finished).toMatchObject({ samples: 60, scoredNow: 60 });
    await client.control({ action: 'scan', uri });
    const again = client.scanFinished(uri);
    await client.edit(uri, '\n', {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
    expect(await again).toMatchObject({ samples: 60, scoredNow: 0 });
  });

  test('lines that cannot be read are marked, counted, and keep nothing from the others', async () => {
    const uri = 'file:///data/odd.jsonl';
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const lines = [
      `\uFEFF${chat(...ordinary[0])}`,
      '{"messages": [{"role": "user"',
      `{"text": ${deep}}`,
      '{"colour": "red"}',
      '',
      JSON.stringify({ text: 'word '.repeat(5000) }),
      '{"text": "bytes \uFFFD\uFFFD and a lone \\ud800 half"}',
      `${chat(...risky[0])}\r`,
      '[1, 2]',
    ];
    const finished = await client.open(uri, lines.join('\n'));
    expect(finished.samples).toBe(4);
    const bad = client.of(uri).filter(({ severity }) => severity === 1);
    expect(bad.map(({ range }) => range.start.line)).toEqual(expect.arrayContaining([1, 8]));
    const status = client.status(({ files }) => files.some((file) => file.uri === uri));
    await client.control({ action: 'resume' });
    const file = (await status).files.find((candidate) => candidate.uri === uri);
    expect(file?.skipped).toContain('2 lines are not valid JSON');
    const long = await client.hover(uri, { line: 5, character: 20 });
    expect(JSON.stringify(long?.contents)).toMatch(/Only \d+ of \d+ trained tokens were scored/);
  });

  test('closing in the middle of a scan stops it, and later changes are passed over', async () => {
    const uri = 'file:///data/closed.jsonl';
    const text = manyLines(200, 'boats').join('\n');
    const opened = client.open(uri, text);
    opened.catch(() => undefined);
    await client.status(({ files }) => files.some((file) => file.uri === uri && file.done > 0));
    await client.close(uri);
    await client.sendChange(uri, 2, 'nothing');
    await client.close(uri);
    await client.send('textDocument/didSave', { textDocument: { uri } });
    const other = await client.open('file:///data/next.jsonl', chat(...ordinary[2]));
    expect(other).toMatchObject({ samples: 1 });
    const status = client.status(() => true);
    await client.control({ action: 'resume' });
    expect((await status).files.map((file) => file.uri)).not.toContain(uri);
  });

  test('a scan that was cancelled stays stopped until the file changes', async () => {
    const uri = 'file:///data/cancel.jsonl';
    const finished = client.open(uri, manyLines(150, 'trains').join('\n'));
    await client.status(({ files }) => files.some((file) => file.uri === uri && file.done > 0));
    const cancelled = client.status(({ files }) =>
      files.some((file) => file.uri === uri && file.state === 'cancelled'),
    );
    await client.control({ action: 'cancel', uri });
    const stopped = (await cancelled).files.find((file) => file.uri === uri);
    expect(stopped?.done).toBeLessThan(150);
    await client.control({ action: 'scan', uri });
    expect((await finished).samples).toBe(150);
  });

  test('while scoring is paused nothing is scored', async () => {
    const uri = 'file:///data/pause.jsonl';
    const paused = client.status(({ state }) => state === 'paused');
    await client.control({ action: 'pause' });
    await paused;
    const waiting = client.status(({ files }) =>
      files.some((file) => file.uri === uri && file.state === 'paused' && file.samples === 5),
    );
    const finished = client.open(uri, manyLines(5, 'a pause').join('\n'));
    const file = (await waiting).files.find((candidate) => candidate.uri === uri);
    expect(file?.done).toBe(0);
    await client.control({ action: 'resume' });
    expect(await finished).toMatchObject({ samples: 5, scoredNow: 5 });
  });

  test('requests for files that are not open are answered, not failed', async () => {
    const uri = 'file:///data/never.jsonl';
    expect(await client.hover(uri, { line: 0, character: 0 })).toBeNull();
    expect(await client.codeActions(uri, 0)).toEqual([]);
    expect(await client.findings({ uri })).toEqual({ total: 0, findings: [] });
  });
});
