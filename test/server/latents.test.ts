import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { latentsRequest, type LatentsResult } from '../../server/protocol.ts';
import { LspClient, root } from './lsp-client.ts';
import { parseLines, runCli, scanText, type PrintedLine } from './run-cli.ts';
import { chat, ordinary, risky } from './samples.ts';

const lines = [chat(...risky[0]), '{"text":"The ferry leaves at nine."}', '{"rows":3}'];
const text = lines.join('\n');
const none = 'This pack has no sparse autoencoder, so it has no latents to show.';
const tinyPack = path.join(root, 'test/unit/inference/fixtures/tiny-pack');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-latents-'));
});
afterAll(async () => rm(folder, { recursive: true }));

type Told = PrintedLine & { readonly latents?: readonly { id: number; name: string }[] };

/** A copy of the tiny pack whose pack.json says something else of the autoencoder; null: that there is none. */
async function makePack(name: string, change: object | null): Promise<string> {
  const pack = path.join(folder, name);
  await cp(tinyPack, pack, { recursive: true });
  const file = path.join(pack, 'pack.json');
  const { sae, ...rest } = JSON.parse(await readFile(file, 'utf8')) as { sae: object };
  const changed = change === null ? rest : { ...rest, sae: { ...sae, ...change } };
  await writeFile(file, JSON.stringify(changed));
  return pack;
}

describe('scan --latents', () => {
  test('adds the strongest latents, and changes nothing else to the last digit', async () => {
    const plain = (await scanText(text)).lines;
    const told: readonly Told[] = (await scanText(text, '--latents', '4')).lines;
    expect(told.map(({ latents }) => latents?.length)).toEqual([4, 4, undefined]);
    expect(told[0]?.latents?.every(({ name }) => name !== '')).toBe(true);
    const without = told.map((line) => ({ ...line, latents: undefined }));
    expect(without).toEqual(plain);
    expect(JSON.stringify(plain)).not.toContain('latents');
  });

  test('keeps stored scores with and without them apart', async () => {
    const store = path.join(folder, 'store');
    await scanText(text, '--store', store);
    const options = ['--store', store, '--latents'];
    const first: readonly Told[] = (await scanText(text, ...options, '2')).lines;
    const second: readonly Told[] = (await scanText(text, ...options, '3')).lines;
    expect(second[0]?.latents?.slice(0, 2)).toEqual(first[0]?.latents);
    expect(second[0]?.latents).toHaveLength(3);
  });

  test('names them in the report for people', async () => {
    const file = path.join(folder, 'risky.jsonl');
    await writeFile(file, text);
    const { stdout } = await runCli(['scan', file, '--threshold', '0.5', '--latents', '2']);
    expect(stdout).toMatch(/^ {2}Latents: “.*; /m);
  });

  test.each([
    ['none', null, none],
    ['another layer', { layer: 9 }, 'is for layer 9, but the pack reads layer 1.'],
    ['another width', { width: 9 }, 'is for width 9, but the pack has width 4.'],
    ['another trunk', { trunkSha256: 'f'.repeat(64) }, 'was trained on another trunk.onnx'],
  ])(
    'says in one sentence that there is %s, and scores without',
    async (name, change, sentence) => {
      const pack = await makePack(name, change);
      const { code, stdout, stderr } = await scanText(
        '{"text":"x"}',
        '--pack',
        pack,
        '--latents',
        '1',
      );
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^latent-lint: [^\n]+\n$/);
      expect(stderr).toContain(sentence);
      const plain = await runCli(['scan', '-', '--format', 'json', '--pack', pack], '{"text":"x"}');
      expect(parseLines(plain)[0]?.status).toBe('scored');
    },
  );
});

describe('the server', () => {
  const ask = (client: LspClient, uri: string, line: number): Promise<LatentsResult> =>
    client.connection.sendRequest(latentsRequest, { uri, line });
  const wanted = async (): Promise<readonly Told[]> =>
    (await scanText(text, '--latents', '20')).lines;

  test.each([0, 3])('tells the latents of a line, with the setting %i', async (count) => {
    const client = await LspClient.start({ settings: () => ({ latents: count }) });
    const uri = 'file:///data/latents.jsonl';
    await client.open(uri, text);
    const [first, second, third] = [
      await ask(client, uri, 0),
      await ask(client, uri, 1),
      await ask(client, uri, 2),
    ];
    const told = await wanted();
    for (const [at, { latents, message }] of [first, second].entries()) {
      expect(message).toBeNull();
      expect(latents.map(({ id, name }) => ({ id, name }))).toEqual(
        told[at]?.latents?.map(({ id, name }) => ({ id, name })),
      );
      expect(latents[0]?.nearest[0]?.featureTitle).not.toBe('');
    }
    expect(third).toEqual({ latents: [], message: 'There is no sample on this line.' });
    const hover = JSON.stringify(await client.hover(uri, { line: 0, character: 60 }));
    expect(hover.includes('Strongest latents: ')).toBe(count > 0);
    await client.stop();
  });

  test('works as before with a pack that has none, and says so when asked', async () => {
    const pack = await makePack('server-none', null);
    const client = await LspClient.start({ settings: () => ({ pack }) });
    const uri = 'file:///data/none.jsonl';
    const finished = await client.open(uri, [chat(...ordinary[0]), ''].join('\n'));
    expect(finished.scoredNow).toBe(1);
    expect(await ask(client, uri, 0)).toEqual({ latents: [], message: none });
    await client.logged(/This pack has no sparse autoencoder/);
    await client.stop();
  });

  test('gives up a request that is cancelled', async () => {
    const client = await LspClient.start({ settings: () => ({ latents: 0 }) });
    const uri = 'file:///data/long.jsonl';
    await client.open(uri, chat('Tell me about the village.', 'The mill is closed. '.repeat(400)));
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(latentsRequest, { uri, line: 0 }, source.token);
    source.cancel();
    await expect(asked).rejects.toThrow('cancelled');
    await client.stop();
  });

  test('refuses parameters that are none', async () => {
    const client = await LspClient.start();
    await client.open('file:///data/one.jsonl', lines[1] ?? '');
    const asked = client.connection.sendRequest(latentsRequest, { uri: 3 });
    await expect(asked).rejects.toThrow('does not understand');
    await client.stop();
  });
});
