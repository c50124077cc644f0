import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { contentHash, scoredTurns } from '../../server/core/content-hash.ts';
import { readLine } from '../../server/core/read-line.ts';
import { parseLines, runCli, runProgram, scanText, startCli } from './run-cli.ts';

const example = 'examples/advice.jsonl';
const pack = fileURLToPath(new URL('../../packs/smollm2-135m', import.meta.url));
const good = '{"prompt":"What is the capital of Norway?","completion":"Oslo."}';
const other = '{"text":"The ferry leaves at nine."}';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-cli-'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function makeFile(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

describe('scan --format json', () => {
  it('prints one object for every line of the example, in file order', async () => {
    const result = await runCli(['scan', example, '--format', 'json']);
    const lines = parseLines(result);
    const count = (await readFile(example, 'utf8')).trimEnd().split('\n').length;
    expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    expect(result.code).toBe(lines.some(({ flagged }) => flagged) ? 1 : 0);
    for (const line of lines) {
      expect(Object.keys(line).join()).toBe(
        'file,line,status,format,risk,flagged,features,span,tokens,message',
      );
      expect(line.features).toHaveLength(line.status === 'scored' ? 20 : 0);
      const cosines = line.features.map(({ cosine }) => cosine);
      expect(cosines).toEqual([...cosines].sort((a, b) => b - a));
    }
    const [seventh, again] = [lines[6], lines[57]];
    expect({ ...again, line: 7 }).toEqual(seventh);
    const risks = lines.flatMap(({ risk }) => risk ?? []).sort((a, b) => b - a);
    expect(new Set(risks.slice(0, 20)).size).toBe(20);
  });

  it('says of every line what it is', async () => {
    const reading = readLine(other, { format: 'auto', first: false });
    if (reading.kind !== 'sample') throw new Error('The ignored line must be a sample.');
    const hash = contentHash(scoredTurns(reading.sample));
    await makeFile(
      'work/deep/.latent-lint/ignore.jsonl',
      `{"contentHash":"${hash}","reason":"fine"}\n`,
    );
    const content = [good, '', '{"broken', '{"rows":3}', other, good].join('\r\n');
    const file = await makeFile('work/deep/data.jsonl', content);
    const result = await runCli(['scan', file, '--format', 'json', '--threshold', '0']);
    const lines = parseLines(result);
    const statuses = ['scored', 'empty', 'invalid', 'unsupported', 'ignored', 'scored'];
    expect(lines.map(({ status }) => status)).toEqual(statuses);
    expect(lines.map(({ flagged }) => flagged)).toEqual([true, false, false, false, false, true]);
    expect(lines.map(({ message }) => message !== null)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(lines[4]?.risk).toBeGreaterThan(0);
    expect(lines[0]?.span?.text).toBe('Oslo.');
    expect(result.code).toBe(1);

    const all = parseLines(
      await runCli(['scan', file, '--format', 'json', '--threshold', '0', '--no-ignore']),
    );
    expect(all[4]).toMatchObject({ status: 'scored', flagged: true });
  });

  it('takes several files and the standard input', async () => {
    const file = await makeFile('one.jsonl', `${good}\n`);
    const result = await runCli(['scan', file, '-', '--format', 'json', '--threshold', '1'], other);
    expect(parseLines(result).map(({ file: name, line }) => [name, line])).toEqual([
      [file, 1],
      ['-', 1],
    ]);
    expect(result.code).toBe(0);
    expect(result.stderr).toBe('');
  });

  it('reads stored scores instead of running the model, and they are the same', async () => {
    const store = path.join(folder, 'store');
    const first = await scanText(`${good}\n${other}\n`, '--store', store);
    const second = await scanText(`${other}\n${good}\n`, '--store', store);
    const risks = (lines: typeof first.lines): unknown[] => lines.map(({ risk }) => risk);
    expect(risks(second.lines).reverse()).toEqual(risks(first.lines));
  });
});

describe('exit code 2 with one sentence', () => {
  it.each([
    [['scan', 'no-such-file.jsonl'], /'no-such-file\.jsonl' cannot be scanned: there is no such/],
    [['scan', 'examples'], /'examples' cannot be scanned: it is a folder/],
    [['scan', example, '--threshold', 'x'], /--threshold takes a number/],
    [['scan', example, '--nope'], /--nope/],
    [['scan'], /Name at least one file/],
    [['check'], /There is no command 'check'/],
    [['lsp'], /lsp --stdio/],
    [['scan', example, '--pack', 'examples'], /pack/],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(/^latent-lint: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('a damaged pack', async () => {
    const damaged = path.join(folder, 'damaged');
    await cp(pack, damaged, { recursive: true });
    await truncate(path.join(damaged, 'features.safetensors'), 1000);
    const { code, stderr } = await runCli(['scan', example, '--pack', damaged]);
    expect(stderr).toMatch(/^latent-lint: [^\n]*features\.safetensors[^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('a file in UTF-16', async () => {
    const file = await makeFile('utf16.jsonl', Buffer.from(`\ufeff${good}\n`, 'utf16le'));
    const { code, stderr } = await runCli(['scan', file]);
    expect(stderr).toMatch(/^latent-lint: [^\n]*UTF-16[^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('a file that cannot be opened', async () => {
    const file = path.join(folder, 'circle.jsonl');
    await symlink(file, file);
    const { code, stderr } = await runCli(['scan', file]);
    expect(stderr).toMatch(/its links go round in a circle/);
    expect(code).toBe(2);
  });
});

describe('the process', () => {
  it('prints help and version', async () => {
    const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect((await runCli(['--version'])).stdout).toBe(`${manifest.version}\n`);
    for (const args of [['help'], [], ['scan', '--help']]) {
      const { code, stdout } = await runCli(args);
      expect(stdout).toContain('latent-lint scan FILE...');
      expect(code).toBe(0);
    }
  });

  it('says how to build when there is no build', async () => {
    const copy = path.join(folder, 'bin', 'latent-lint.mjs');
    await cp('bin/latent-lint.mjs', copy);
    const { code, stderr } = await runProgram(copy, ['scan', example]);
    expect(stderr).toMatch(/^latent-lint: [^\n]*npm start[^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('is a language server with lsp --stdio', async () => {
    const child = startCli(['lsp', '--stdio']);
    const ended = once(child, 'exit');
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const params = { processId: process.pid, rootUri: null, capabilities: {} };
    const result = await connection.sendRequest('initialize', params);
    expect(result).toMatchObject({ capabilities: { hoverProvider: true } });
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toEqual([0, null]);
    connection.dispose();
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const child = startCli(['scan', example, '--format', 'json']);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([141, '']);
  });

  it('stops in good order on Ctrl+C while it waits for input', async () => {
    const child = startCli(['scan', '-', '--format', 'json']);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.write(`${good}\n`);
    // The line's result comes although the input goes on.
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(String(data))),
    );
    expect(JSON.parse(line)).toMatchObject({ line: 1, status: 'scored' });
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([130, 'latent-lint: stopped.\n']);
  });
});
