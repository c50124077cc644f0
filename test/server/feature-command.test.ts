import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { featureCosine } from '../../server/core/own-features/unit-rows.ts';
import { parseFeatureFile } from '../../server/core/own-features/feature-file.ts';
import { parseOrdinaryFile } from '../../server/core/own-features/ordinary-file.ts';
import { fitDirection } from '../../server/core/own-features/fit-feature.ts';
import { shareBelow } from '../../server/core/scoring/calibration.ts';
import type { PrintedLine } from './run-cli.ts';
import { readSets, scoreSets, type ScoredSets } from './real-samples.ts';

const program = fileURLToPath(new URL('../../bin/latent-lint.mjs', import.meta.url));
let folder = '';
let sets: ScoredSets;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in the folder, with a store, so that no sample is scored twice. */
function run(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const quick = ['--store', 'store', '--workers', '1'] as const;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-feature-'));
  const texts = await readSets();
  await writeFile(path.join(folder, 'money.jsonl'), texts.money.map(({ line }) => line).join('\n'));
  sets = await scoreSets(texts);
}, 600_000);
afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('latent-lint feature', () => {
  it('makes a feature that finds the rest, and gives the same scores as any other program', async () => {
    // Odd lines are bad advice, even ones good advice to the same question.
    const made = await run(
      ...['feature', 'make', '--name', 'Bad money advice', '--who', 'Ada', '--format', 'json'],
      ...['--positive', 'money.jsonl:1,3,5,7,9', '--negative', 'money.jsonl:2,4,6,8,10'],
      ...['--compare', '10', ...quick],
    );
    expect(made.stderr).toBe('');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ id: 'bad-money-advice', who: 'Ada' });
    const text = await readFile(
      path.join(folder, '.latent-lint/features/bad-money-advice.json'),
      'utf8',
    );
    const reading = parseFeatureFile(text);
    if (reading.kind === 'problem') throw new Error(reading.message);
    const { feature } = reading;

    // What an editor makes of the same marks, in another order, is the same to the last bit.
    const marks = sets.money.slice(0, 10).map((sample, at) => ({
      ...sample,
      sign: at % 2 === 0 ? ('positive' as const) : ('negative' as const),
    }));
    const fit = fitDirection([...marks].reverse(), sets.space);
    if (fit.kind === 'problem') throw new Error(fit.message);
    expect(feature.direction).toEqual(fit.fitted.direction);
    expect(feature.calibration).toEqual(fit.fitted.calibration);

    const scan = await run(
      ...['scan', 'money.jsonl', '--format', 'json', '--feature', 'Bad money advice', ...quick],
    );
    const lines = scan.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as PrintedLine);
    lines.forEach((line, at) => {
      const own = line.features.find(({ id }) => id === 'bad-money-advice');
      const vectors = sets.money[at]?.vectors;
      if (vectors === undefined) throw new Error('Every line is a sample.');
      const cosine = featureCosine(vectors.answer, fit.fitted.direction);
      expect(own?.cosine).toBe(cosine);
      expect(own?.percentile).toBe(100 * shareBelow(fit.fitted.calibration, cosine));
    });
    const isFlagged = lines.map(({ flagged }) => flagged);
    const bad = isFlagged.filter((_, at) => at % 2 === 0 && at >= 10);
    const good = isFlagged.filter((_, at) => at % 2 === 1 && at >= 10);
    expect(bad.filter(Boolean).length).toBeGreaterThan(bad.length / 2);
    expect(good.filter(Boolean).length).toBeLessThan(bad.filter(Boolean).length);
    expect(scan.code).toBe(1);
  });

  it('brings a direction to another tool and back', async () => {
    expect((await run('feature', 'export', 'bad-money-advice', 'd.safetensors')).code).toBe(0);
    expect((await run('feature', 'import', 'd.safetensors', '--name', 'Again')).code).toBe(0);
    const [one, two] = await Promise.all(
      ['bad-money-advice', 'again'].map(async (id) => {
        const file = path.join(folder, `.latent-lint/features/${id}.json`);
        return parseFeatureFile(await readFile(file, 'utf8'));
      }),
    );
    if (one?.kind !== 'feature' || two?.kind !== 'feature') throw new Error('Both are features.');
    expect(two.feature.direction).toEqual(one.feature.direction);
    const listed = await run('feature', 'list');
    expect(listed.stdout).toContain('again');
    expect((await run('feature', 'remove', 'again')).code).toBe(0);
    expect((await run('feature', 'list')).stdout).not.toContain('again');
  });

  it.each([
    [['feature', 'fly'], 'make, list, show, test, export, import or remove'],
    [['feature', 'make', '--positive', 'money.jsonl:1'], '--name NAME'],
    [['feature', 'make', '--name', 'x'], '--positive FILE'],
    [['feature', 'make', '--name', 'x', '--positive', 'money.jsonl:3-1'], 'line numbers'],
    [['feature', 'make', '--name', 'x', '--positive', 'C:\\none.jsonl'], 'no such file'],
    [['feature', 'show', 'nothing'], 'There is no feature'],
    [['feature', 'export', 'bad-money-advice', 'd.pt'], '.safetensors or .npy'],
    [['feature', 'import', 'sae:99999', '--name', 'x'], 'numbered from 0 to'],
    [['feature', 'import', 'money.jsonl', '--name', 'x'], 'only .safetensors and .npy'],
    [['feature', 'import', 'd.safetensors', '--name', 'Sycophancy'], 'choose another name'],
    [['calibrate', 'money.jsonl'], 'calibrate --ordinary FILE'],
  ])('says in one sentence why %j cannot be done', async (args, words) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says what thresholds cost on one’s own ordinary data', async () => {
    const good = sets.lines.money.filter((_, at) => at % 2 === 1);
    await writeFile(path.join(folder, 'good.jsonl'), good.join('\n'));
    const { code, stdout } = await run(
      ...['calibrate', '--ordinary', 'good.jsonl', '--format', 'json', ...quick],
    );
    expect(code).toBe(0);
    const { samples, rows } = JSON.parse(stdout) as {
      samples: number;
      rows: { threshold: number; after: { low: number; high: number } }[];
    };
    expect(samples).toBe(good.length);
    const loose = rows.find(({ threshold }) => threshold === 0.9);
    // One in ten ordinary samples is above 0.9, so that many of one's own may be.
    expect(loose?.after.low).toBeLessThan(0.1);
    expect(loose?.after.high).toBeGreaterThan(0.1);
    const kept = await readFile(path.join(folder, '.latent-lint/ordinary.json'), 'utf8');
    const reading = parseOrdinaryFile(kept);
    if (reading.kind === 'problem') throw new Error(reading.message);
    const hashes = reading.file.sources.flatMap(({ contentHashes }) => contentHashes);
    expect(new Set(hashes).size).toBe(good.length);
  });
});
