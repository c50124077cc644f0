import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pack from '../../packs/smollm2-135m/pack.json' with { type: 'json' };
import { calibrationThresholds } from '../../server/core/own-features/calibration-thresholds.ts';
import { parseLines, runCliIn, type CliResult } from './run-cli.ts';

const ordinary = new URL('../../python/data/ordinary/everyday-a.jsonl', import.meta.url);
const lines = 25;
let folder: string;
let kept: string;

interface OrdinaryRow {
  readonly prompt: string | null;
  readonly answer: string;
}

/** Runs the command in the folder, with a store, so that no sample is scored twice. */
async function run(...args: readonly string[]): Promise<CliResult> {
  return runCliIn(folder, [...args, '--store', 'store', '--workers', '1']);
}

async function risks(): Promise<(number | null)[]> {
  const scanned = await run('scan', 'data/fine.jsonl', '--format', 'json');
  return parseLines(scanned).map(({ risk }) => risk);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-calibrate-'));
  kept = path.join(folder, '.latent-lint', 'ordinary.json');
  await mkdir(path.join(folder, 'data'));
  const rows = (await readFile(ordinary, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as OrdinaryRow)
    .filter(({ prompt, answer }) => prompt !== null && answer.length < 400);
  const samples = rows
    .slice(0, lines)
    .map(({ prompt, answer }) => JSON.stringify({ prompt, completion: answer }));
  await writeFile(path.join(folder, 'data', 'fine.jsonl'), samples.join('\n'));
  await writeFile(path.join(folder, 'data', 'few.jsonl'), samples.slice(0, 19).join('\n'));
});
beforeEach(async () => rm(path.dirname(kept), { recursive: true, force: true }));
afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('latent-lint calibrate', () => {
  it('changes the risks of every scan in the folder, and replaces what was kept before', async () => {
    const before = await risks();
    expect(before).toHaveLength(lines);
    const args = ['calibrate', '--ordinary', `.${path.sep}data${path.sep}fine.jsonl`];
    const calibrated = await run(...args);
    expect([calibrated.stderr, calibrated.code]).toEqual(['', 0]);
    expect(calibrated.stdout).toContain(`on ${lines} of them`);
    const after = await risks();
    // All are known to be fine now, so where most of them lie is no longer rare.
    const changed = after.filter((risk, at) => risk !== before[at]);
    expect(changed.length).toBeGreaterThan(lines / 2);

    const text = await readFile(kept, 'utf8');
    // The calibration page shows these thresholds, and says that they were counted.
    const flagged = calibrationThresholds(pack.risk.thresholds.warning).map((threshold) => ({
      threshold,
    }));
    expect(JSON.parse(text)).toMatchObject({
      sources: [{ name: 'data/fine.jsonl' }],
      calibrated: { flagged },
    });
    expect((await run(...args)).code).toBe(0);
    expect(await readFile(kept, 'utf8')).toBe(text);
    expect(await risks()).toEqual(after);
  });

  it('leaves a damaged file as it is, and says so', async () => {
    await mkdir(path.dirname(kept));
    await writeFile(kept, '{"format": 1');
    const { code, stderr } = await run('calibrate', '--ordinary', 'data/fine.jsonl');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'latent-lint: The file .latent-lint/ordinary.json is damaged. It was left as it is.\n',
    );
    expect(await readFile(kept, 'utf8')).toBe('{"format": 1');
  });

  it('does not take what cannot be read for what is not there', async () => {
    await mkdir(kept, { recursive: true });
    const { code, stderr } = await run('calibrate', '--ordinary', 'data/fine.jsonl');
    expect(code).toBe(2);
    expect(stderr).toContain('.latent-lint/ordinary.json cannot be read: it is a folder');
  });

  it('needs twenty different samples', async () => {
    const { code, stderr } = await run('calibrate', '--ordinary', 'data/few.jsonl');
    expect(code).toBe(2);
    expect(stderr).toContain('At least 20 different samples are needed; the files hold 19.');
    await expect(readFile(kept)).rejects.toThrow('ENOENT');
  });

  it('has a help of its own', async () => {
    const { code, stdout } = await run('calibrate', '--help');
    expect(code).toBe(0);
    for (const option of ['ordinary', 'format', 'pack', 'workers', 'store', 'input-format']) {
      expect(stdout).toContain(`--${option}`);
    }
  });
});
