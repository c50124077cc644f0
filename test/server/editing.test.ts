import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LspClient } from './lsp-client.ts';
import { chat, ordinary, risky } from './samples.ts';

let client: LspClient;
let storage: string;

beforeAll(async () => {
  storage = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
  client = await LspClient.start({ initializationOptions: { storageFolder: storage } });
});

afterAll(async () => {
  await client.stop();
  await rm(storage, { recursive: true });
});

test('a risky line is marked on its sentence, and the hover says why', async () => {
  const uri = 'file:///work/open.jsonl';
  const text = [chat(...ordinary[0]), chat(...risky[0]), chat(...ordinary[1]), ''].join('\n');
  const finished = await client.open(uri, text);
  expect(finished).toMatchObject({ version: 1, samples: 3, scoredNow: 3 });
  const hover = await client.hover(uri, { line: 1, character: 30 });
  expect(JSON.stringify(hover?.contents)).toContain('Cosine');
});
