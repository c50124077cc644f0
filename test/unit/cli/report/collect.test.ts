import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectMap } from '../../../../server/cli/report/collect.ts';
import { ServerProcess } from '../../../../server/cli/report/server-process.ts';

/** Answers every request with a map that is still being drawn, and never announces a change. */
const drawing = `
const { writeFileSync } = require('node:fs');
writeFileSync(process.argv[2], String(process.pid));
const result = { rows: 5, projection: { progress: 0.5, measuring: true } };
process.stdin.on('data', (data) => {
  for (const [, id] of String(data).matchAll(/"id":(\\d+)/g)) {
    const json = JSON.stringify({ jsonrpc: '2.0', id: Number(id), result });
    process.stdout.write('Content-Length: ' + Buffer.byteLength(json) + '\\r\\n\\r\\n' + json);
  }
});
`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-collect-'));
  await writeFile(path.join(folder, 'server.cjs'), drawing);
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('collectMap', () => {
  it('says that the server ended when it ends while the map is drawn', async () => {
    const pidFile = path.join(folder, 'server.pid');
    const program = [process.execPath, path.join(folder, 'server.cjs'), pidFile] as const;
    const server = new ServerProcess(() => undefined, program);
    await server.start({ packFolder: 'none', settings: {} });
    const pid = Number(await readFile(pidFile, 'utf8'));
    const said: string[] = [];
    const map = collectMap(server, { uris: [], projection: { kind: 'pca' } }, 0, (text) => {
      said.push(text);
      process.kill(pid, 'SIGKILL');
    });
    await expect(map).rejects.toThrow('The server ended before the report was made.');
    expect(said).toEqual(['Drawing the map … 50 %']);
    await server.stop();
  });
});
