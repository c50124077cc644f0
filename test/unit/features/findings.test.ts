import { expect, test, vi } from 'vitest';
import { CancellationToken, type Diagnostic } from 'vscode-languageserver';
import { codeActions } from '../../../server/features/code-actions.ts';
import { findings } from '../../../server/features/findings.ts';
import { defaultSettings } from '../../../server/parse-settings.ts';
import { FileScan } from '../../../server/scan/file-scan.ts';
import { scan, textLine, type Scanned } from './scanned.ts';

const texts = ['0.41', '0.49', '0.1', '0.45', '0.43'];

/** Opens another file of these texts beside the first one, and scans it. */
async function openAnother({ context, nextEnd }: Scanned, lines: readonly string[]): Promise<void> {
  const file = new FileScan('file:///data/other.jsonl', 1, lines.join('\n'));
  file.settings = defaultSettings();
  const ended = nextEnd();
  context.scanner.add(file);
  context.scanner.wake();
  await ended;
}

async function page({ context }: Scanned, params: Parameters<typeof findings>[0]) {
  const { total, findings: listed } = await findings(params, context, CancellationToken.None);
  return { total, lines: listed.map(({ uri, line }) => `${uri.slice(13, -6)}:${line}`) };
}

test('pages of one file go on where the one before ended, worst first', async () => {
  const scanned = await scan(texts.map(textLine));
  const { uri } = scanned.file;
  const lines = ['1', '3', '4', '0'].map((line) => `data:${line}`);
  expect(await page(scanned, { uri })).toEqual({ total: 4, lines });
  expect(await page(scanned, { uri, offset: 1, limit: 2 })).toEqual({
    total: 4,
    lines: lines.slice(1, 3),
  });
  expect((await page(scanned, { uri, offset: 9 })).lines).toEqual([]);
});

test('a page of one file reads no finding that is not on it', async () => {
  const scanned = await scan(texts.map(textLine));
  const { context, file } = scanned;
  const all = [...context.flagged.of(file)];
  const read = new Set<number>();
  const watched = all.map((finding, at) =>
    Object.defineProperty({ ...finding }, 'rank', {
      enumerable: true,
      get: () => read.add(at).size,
    }),
  );
  vi.spyOn(context.flagged, 'of').mockReturnValue(watched);
  await page(scanned, { uri: file.uri, offset: 1, limit: 2 });
  expect([...read]).toEqual([1, 2]);
});

test('findings of all files are merged, worst first', async () => {
  const scanned = await scan(texts.map(textLine));
  await openAnother(scanned, ['0.44', '0.49', '0.48'].map(textLine));
  const lines = ['data:1', 'other:1', 'other:2', 'data:3', 'other:0', 'data:4', 'data:0'];
  expect(await page(scanned, {})).toEqual({ total: 7, lines });
  for (const [offset, limit] of [
    [0, 2],
    [1, 3],
    [4, 5],
  ] as const) {
    expect((await page(scanned, { offset, limit })).lines).toEqual(
      lines.slice(offset, offset + limit),
    );
  }
});

test('actions for many lines count the samples of the file once', async () => {
  const count = 20;
  const made = Array.from({ length: count }, (_, at) => textLine(`0.4${at + 10}`));
  const { file, context } = await scan(made);
  const diagnostics = Array.from({ length: count }, (_, line): Diagnostic => {
    const at = { line, character: 0 };
    return { range: { start: at, end: at }, message: '', source: 'Latent Lint' };
  });
  const find = vi.spyOn(context.ignores, 'find');
  const range = { start: { line: 0, character: 0 }, end: { line: count, character: 0 } };
  const actions = codeActions(
    { textDocument: { uri: file.uri }, range, context: { diagnostics } },
    context,
  );
  const counts = actions.flatMap(
    ({ title }) => /at or above this risk \((\d+)\)/.exec(title)?.[1] ?? [],
  );
  expect(counts).toEqual(Array.from({ length: count }, (_, line) => String(count - line)));
  // Once for what is flagged, once for what counts, and once for each line that is looked at.
  expect(find.mock.calls.length).toBeLessThanOrEqual(3 * count);
});
