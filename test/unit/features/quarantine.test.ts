import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appendToQuarantine,
  quarantineName,
  quarantineUri,
} from '../../../server/features/quarantine.ts';
import { FileScan } from '../../../server/scan/file-scan.ts';
import type { FeatureContext } from '../../../server/features/context.ts';
import type { SampleBatch } from '../../../server/features/sample-batch.ts';
import type { LineRecord } from '../../../server/scan/line-document.ts';
import { scan, textLine } from './scanned.ts';

test.each([
  ['file:///w/a.jsonl', 'file:///w/a.quarantine.jsonl', 'a.quarantine.jsonl'],
  ['file:///w/a%20b.c.ndjson', 'file:///w/a%20b.c.quarantine.jsonl', 'a b.c.quarantine.jsonl'],
  ['file:///w.d/plain', 'file:///w.d/plain.quarantine.jsonl', 'plain.quarantine.jsonl'],
  ['untitled:Untitled-1', null, null],
])('%s is quarantined in %s', (uri, expected, name) => {
  expect(quarantineUri(uri)).toBe(expected);
  expect(quarantineName(uri)).toBe(name);
});

describe('the line that is appended', () => {
  let folder: string;
  let context: FeatureContext;
  let file: FileScan;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
    ({ context, file } = await scan([textLine('0.45 risky'), '']));
  });

  afterAll(async () => rm(folder, { recursive: true }));

  function batchOf(...records: readonly LineRecord[]): SampleBatch[] {
    return [{ file, samples: records.map((record, line) => ({ line, record })) }];
  }

  async function append(content: string | Buffer): Promise<unknown> {
    const quarantine = path.join(folder, 'q.jsonl');
    await writeFile(quarantine, content);
    const [record] = file.lines;
    if (record === undefined) throw new Error('There is no line.');
    return appendToQuarantine(batchOf(record), pathToFileURL(quarantine).href, context);
  }

  function expected(line: number, character: number, newText: string): object {
    const at = { line, character };
    return { version: null, create: true, edits: [{ range: { start: at, end: at }, newText }] };
  }

  const line = textLine('0.45 risky');

  test('stands on a line of its own, whatever is there before', async () => {
    expect(await append('')).toMatchObject(expected(0, 0, `${line}\n`));
    expect(await append('{}\n')).toMatchObject(expected(1, 0, `${line}\n`));
    expect(await append('{}\n{"a":1}')).toMatchObject(expected(1, 7, `\n${line}\n`));
    expect(await append('{}\r\n')).toMatchObject(expected(1, 0, `${line}\r\n`));
    expect(await append('\uFEFF{}')).toMatchObject(expected(0, 2, `\n${line}\n`));
  });

  test('is not moved to a file that is not there and that the editor cannot make', async () => {
    const [record] = file.lines;
    if (record === undefined) throw new Error('There is no line.');
    const uri = pathToFileURL(path.join(folder, 'none.jsonl')).href;
    expect(await appendToQuarantine(batchOf(record), uri, context)).toMatchObject({ create: true });
    for (const missing of [{ createFiles: false }, { documentChanges: false }]) {
      const plain = { ...context, abilities: { ...context.abilities, ...missing } };
      expect(await appendToQuarantine(batchOf(record), uri, plain)).toBeNull();
    }
  });

  test('goes to the end of the text as it is in the editor when the file is open', async () => {
    const uri = pathToFileURL(path.join(folder, 'open.jsonl')).href;
    const open = new FileScan(uri, 7, '{}\n{}\n{}');
    context.scanner.add(open);
    const [record] = file.lines;
    if (record === undefined) throw new Error('There is no line.');
    const edit = await appendToQuarantine(batchOf(record), uri, context);
    expect(edit).toMatchObject({ ...expected(2, 2, `\n${line}\n`), version: 7 });
  });
});
