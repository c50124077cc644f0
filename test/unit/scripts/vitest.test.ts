import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const script = new URL('../../../scripts/lib/vitest.mjs', import.meta.url).href;
const configuration = `export default {
  test: { projects: [{ test: { name: 'browser', retry: 1, include: ['*.test.mjs'] } }] },
};`;
const tests = `import { describe, expect, test } from 'vitest';
let tries = 0;
describe('a click', () => {
  test('arrives at last', () => expect((tries += 1)).toBe(2));
  test('arrives', () => undefined);
  test('never arrives', () => expect(1).toBe(2));
});`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-tries-'));
  await writeFile(path.join(folder, 'vitest.config.mjs'), configuration);
  await writeFile(path.join(folder, 'click.test.mjs'), tests);
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

it('names each test that passed only at its second try, and counts it as passed', async () => {
  const code = `import { vitestProject } from ${JSON.stringify(script)};
const { passed, failed } = await vitestProject('browser', {}, process.argv[1]);
process.stdout.write(JSON.stringify({ passed, failed }));`;
  const args = ['--input-type=module', '--eval', code, folder];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual({ passed: 2, failed: 1 });
  expect(stderr).toBe('Passed at the second try: click.test.mjs > a click > arrives at last\n');
}, 30_000);
