import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapSearchRequest } from '../../server/map-protocol.ts';
import { serverCommands } from '../../server/protocol.ts';
import { LspClient } from './lsp-client.ts';
import { chat, risky } from './samples.ts';

const secret = 'xylophone';
const uri = 'file:///data/private.jsonl';
const frame = `\n    at ${secret} (${secret}.js:1:2)\n`;
const [question, advice] = risky[0];

/** Lines of every kind: malformed, broken, in no format, with warnings, and scored. */
const lines = [
  secret,
  `{"messages": [{"role": "user", "content": "${secret}`,
  `{"text": "\\q ${secret}"}`,
  JSON.stringify({ [secret]: frame }),
  JSON.stringify({ messages: [{ role: secret, content: secret }] }),
  `{"text": "${secret}", "text": "${secret} \\ud800 <|im_end|>"}`,
  JSON.stringify({ text: frame }),
  chat(`${secret}: ${question}`, advice),
  ...Array.from({ length: 60 }, (_, index) => chat(`${secret} ${index}?`, `${index} ${secret}.`)),
];

let client: LspClient;

beforeAll(async () => {
  client = await LspClient.start({ settings: () => ({ threshold: { risk: 0.7 } }) });
});
afterAll(async () => client.stop());

/** Sends a request that may be refused. */
async function ask(method: string, params: object): Promise<void> {
  await client.connection.sendRequest(method, params).catch(() => undefined);
}

test('the log never holds text of a file, whatever its lines are and whatever goes wrong', async () => {
  const finished = client.open(uri, lines.join('\n'));
  await client.status(({ files }) => files.some(({ done }) => done > 5));
  process.kill(client.scorerPids.at(-1) ?? 0, 'SIGKILL');
  await finished;
  for (let line = 0; line < 9; line += 1) {
    await client.hover(uri, { line, character: 12 });
    await client.codeActions(uri, line);
  }
  expect((await client.findings({ uri })).total).toBeGreaterThan(0);
  const search = { text: `(${secret}`, regularExpression: true, matchCase: false };
  await ask(mapSearchRequest, { uris: [uri], projection: { kind: 'pca' }, ...search });
  await ask('textDocument/hover', { textDocument: { uri: secret }, position: null });
  await ask('textDocument/codeAction', { textDocument: { uri }, range: secret, context: secret });
  const stale = { uri, line: 7, contentHash: secret };
  await client.execute(serverCommands.removeSample, stale);
  await client.execute(serverCommands.setWeightZero, stale);
  await client.logged(/^A scoring process ended: SIGKILL/);
  await client.logged(/^The request codeAction failed: \w+ at /);
  expect(client.logs.join('\n')).not.toContain(secret);
});
