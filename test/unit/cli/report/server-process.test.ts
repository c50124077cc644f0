import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerProcess } from '../../../../server/cli/report/server-process.ts';

const initialization = { packFolder: 'none', settings: {} };
/** Says no to the first request, or yes, and answers nothing after that. */
const stubborn = `
const { writeFileSync } = require('node:fs');
const [pidFile, answer] = process.argv.slice(2);
writeFileSync(pidFile, String(process.pid));
process.on('SIGTERM', () => undefined);
process.stdin.once('data', (data) => {
  const id = JSON.parse(/"id":(\\d+)/.exec(String(data))[1]);
  const json = JSON.stringify({ jsonrpc: '2.0', id, ...JSON.parse(answer) });
  process.stdout.write('Content-Length: ' + Buffer.byteLength(json) + '\\r\\n\\r\\n' + json);
});
process.stdin.resume();
setInterval(() => undefined, 1000);
`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-server-'));
  await writeFile(path.join(folder, 'server.cjs'), stubborn);
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

function serverThat(answer: object): { readonly server: ServerProcess; readonly pidFile: string } {
  const pidFile = path.join(folder, `${Object.keys(answer).join('-')}.pid`);
  const command = [
    process.execPath,
    path.join(folder, 'server.cjs'),
    pidFile,
    JSON.stringify(answer),
  ] as const;
  return { server: new ServerProcess(() => undefined, command, 50), pidFile };
}

async function isRunning(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(pidFile, 'utf8'));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('ServerProcess', () => {
  it('does not wait for ever for a server that does not end', async () => {
    const { server, pidFile } = serverThat({ result: { capabilities: {} } });
    await server.start(initialization);
    expect(await isRunning(pidFile)).toBe(true);
    const stopped = server.stop();
    expect(server.stop()).toBe(stopped);
    await stopped;
    expect(await isRunning(pidFile)).toBe(false);
  });

  it('ends a server that refuses to start', async () => {
    const { server, pidFile } = serverThat({ error: { code: -32_603, message: 'No.' } });
    await expect(server.start(initialization)).rejects.toThrow('No.');
    await server.stop();
    expect(await isRunning(pidFile)).toBe(false);
  });

  it('ends what waits when there is no such program', async () => {
    const server = new ServerProcess(() => undefined, [path.join(folder, 'missing')], 60_000);
    await expect(server.start(initialization)).rejects.toThrow('The server ended before');
    await server.stop();
  });
});
