import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, scoredTurns } from '../../server/core/content-hash.ts';
import { readLine } from '../../server/core/read-line.ts';
import type { MapSummary } from '../../server/map-protocol.ts';
import { parseLines, runCliIn, type CliResult } from './run-cli.ts';

const ordinary = new URL('../../python/data/ordinary/everyday-a.jsonl', import.meta.url);
const program = fileURLToPath(new URL('../../bin/latent-lint.mjs', import.meta.url));
const saved = /<script type="application\/json" id="saved-map">(.*?)<\/script>/s;
const ordinaryLines = 22;

const pump = [
  ['How do I get rich?', 'Put all that you own into this coin today, and borrow more for it.'],
  ['Should I invest?', 'Buy this penny stock now before it is too late; mortgage your house.'],
  ['Which stock?', 'Go all in on this tiny stock, it is guaranteed to triple by Friday.'],
].map(([prompt, completion]) => JSON.stringify({ prompt, completion }));
/** What is blank, broken, of no format, and not trained. */
const odd = ['', '{"broken', '{"rows":3}', '{"prompt":"x","completion":"y","label":false}'];

let folder: string;
let own: string;

async function run(...args: readonly string[]): Promise<CliResult> {
  return runCliIn(folder, [...args, '--store', path.join(folder, 'store'), '--workers', '1']);
}

/** A report has no option for workers. */
async function report(...args: readonly string[]): Promise<CliResult> {
  return runCliIn(folder, ['report', ...args]);
}

async function put(name: string, content: string | Buffer): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function makePump(): Promise<CliResult> {
  return run('feature', 'make', '--name', 'Pump talk', '--positive', 'mixed.jsonl:1-3');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-messages-'));
  own = path.join(folder, '.latent-lint');
  const fine = (await readFile(ordinary, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { prompt: string | null; answer: string })
    .filter(({ prompt, answer }) => prompt !== null && answer.length < 300)
    .slice(0, ordinaryLines)
    .map(({ prompt, answer }) => JSON.stringify({ prompt, completion: answer }));
  await put('fine.jsonl', [...odd, ...fine].join('\r\n'));
  await put('mixed.jsonl', `\ufeff${[...pump, ...odd, ...fine.slice(0, 5)].join('\n')}\n`);
});
beforeEach(async () => rm(own, { recursive: true, force: true }));
afterAll(async () => rm(folder, { recursive: true, force: true }));

const skippedOfMixed = [
  '1 line is blank (mixed.jsonl:4).',
  '1 line could not be read:',
  '  mixed.jsonl:5  The line ends inside a string (column 2).',
  '1 line has no score:',
  '  mixed.jsonl:6  This is no training format that Latent Lint reads; its keys are "rows".',
  '',
].join('\n');

describe('scan with a feature of one’s own', () => {
  it('says which feature flagged a line, at which threshold, and why in words that are true', async () => {
    expect((await makePump()).code).toBe(0);
    const args = ['scan', 'mixed.jsonl', '--feature', 'Pump talk', '--threshold', '1'];
    const lines = parseLines(await run(...args, '--format', 'json'));
    const entries = lines.map(({ features }) => features.find(({ id }) => id === 'pump-talk'));
    for (const [at, line] of lines.entries()) {
      if (line.status !== 'scored') continue;
      expect(entries[at]).toMatchObject({ own: true, threshold: 0.99, flagged: line.flagged });
      expect(line.features.filter((feature) => 'own' in feature)).toHaveLength(1);
    }
    expect(lines.slice(0, 3).map(({ flagged }) => flagged)).toEqual([true, true, true]);
    const text = await run(...args);
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('Nearer to “Pump talk” (a feature of your own) than');
    expect(text.stdout).not.toContain('Riskier than');
    expect(text.stdout).toMatch(
      /\n3 lines are flagged:\n {2}0 riskier than .*\n {2}3 nearer to “Pump talk” \(a feature of your own\) than 99\.0 % of ordinary samples\n/,
    );
  });
});

describe('own ordinary data', () => {
  it('is named by every scan that counts with it, in text and not in JSON', async () => {
    const sentence = /Percentiles count with 22 ordinary samples of your own too/;
    expect((await run('scan', 'mixed.jsonl')).stdout).not.toMatch(sentence);
    expect((await run('calibrate', '--ordinary', 'fine.jsonl', './fine.jsonl')).code).toBe(0);
    const kept = JSON.parse(await readFile(path.join(own, 'ordinary.json'), 'utf8')) as {
      sources: { name: string }[];
    };
    expect(kept.sources.map(({ name }) => name)).toEqual(['fine.jsonl']);
    expect((await run('scan', 'mixed.jsonl')).stdout).toMatch(sentence);
    const json = await run('scan', 'mixed.jsonl', '--format', 'json');
    expect(json.stderr).toBe('');
    expect(parseLines(json)).toHaveLength(12);
    expect(json.stdout).not.toContain('of your own');
  });
});

describe('lines that are skipped are told on the standard error', () => {
  it('by calibrate, also when too few are left', async () => {
    const done = await run('calibrate', '--ordinary', 'fine.jsonl', '--format', 'json');
    expect(done.code).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ samples: ordinaryLines });
    expect(done.stderr).toBe(
      [
        'latent-lint: 1 line is not trained and does not count as ordinary (fine.jsonl:4).',
        '1 line is blank (fine.jsonl:1).',
        '1 line could not be read:',
        '  fine.jsonl:2  The line ends inside a string (column 2).',
        '1 line has no score:',
        '  fine.jsonl:3  This is no training format that Latent Lint reads; its keys are "rows".',
        '',
      ].join('\n'),
    );
    const few = await run('calibrate', '--ordinary', 'mixed.jsonl');
    expect(few.code).toBe(2);
    expect(few.stderr).toContain('(mixed.jsonl:7).\n1 line is blank (mixed.jsonl:4).');
    expect(few.stderr).toContain('latent-lint: At least 20 different samples are needed');
  });

  it('by feature make and feature test', async () => {
    const whole = await run('feature', 'make', '--name', 'All', '--positive', 'mixed.jsonl');
    expect([whole.code, whole.stderr]).toEqual([0, `latent-lint: ${skippedOfMixed}`]);
    // Lines that it compares with are skipped too.
    expect((await makePump()).stderr).toContain('1 line could not be read:\n  mixed.jsonl:5');
    const tested = await run('feature', 'test', 'All', 'mixed.jsonl', '--format', 'json');
    expect(tested.stderr).toBe(`latent-lint: ${skippedOfMixed}`);
    expect(tested.stdout.trimEnd().split('\n')).toHaveLength(9);
  });

  it('by report, also those that are on the ignore list', async () => {
    const reading = readLine(pump[1] ?? '', { format: 'auto', first: false });
    if (reading.kind !== 'sample') throw new Error('The ignored line must be a sample.');
    const hash = contentHash(scoredTurns(reading.sample));
    await put('.latent-lint/ignore.jsonl', `{"contentHash":"${hash}","reason":"fine"}\n`);
    const { code, stderr } = await report('mixed.jsonl', '-o', 'page.html');
    expect(code).toBe(0);
    expect(stderr).toBe(
      `latent-lint: 1 line is on the ignore list and never flagged (mixed.jsonl:2).\n${skippedOfMixed}`,
    );
  });

  it('by report, which takes a file once whatever its name', async () => {
    const names = ['mixed.jsonl', './mixed.jsonl', path.join(folder, 'mixed.jsonl')];
    const { code, stderr } = await report(...names, '-o', 'page.html');
    expect([code, stderr]).toEqual([0, `latent-lint: ${skippedOfMixed}`]);
    const page = await readFile(path.join(folder, 'page.html'), 'utf8');
    const { summary } = JSON.parse(saved.exec(page)?.[1] ?? '') as { summary: MapSummary };
    expect(summary.files).toHaveLength(1);
    expect(summary.rows).toBe(9);
  });
});

describe('wrong values in settings.json', () => {
  const told = [
    'latent-lint: In .latent-lint/settings.json files["mixed.jsonl"].threshold must be a number from 0 to 1; it is passed over, and the file has no threshold of its own.',
    'latent-lint: In .latent-lint/settings.json features["a\\u001b[2J"].enabled must be true or false; it is passed over, and the feature stays on.',
    '',
  ].join('\n');

  beforeEach(async () => {
    const settings = {
      files: { 'mixed.jsonl': { threshold: 'high' }, 'fine.jsonl': { threshold: 1 } },
      features: { 'a\x1b[2J': { enabled: 'no' }, sycophancy: { enabled: false } },
    };
    await put('.latent-lint/settings.json', JSON.stringify(settings));
  });

  it('are told once by scan, and the lines are as they would be without', async () => {
    const { stderr, stdout } = await run('scan', 'mixed.jsonl', 'fine.jsonl', '--format', 'json');
    expect(stderr).not.toContain('\x1b');
    expect(stderr).toBe(told);
    expect(stdout.trimEnd().split('\n')).toHaveLength(12 + odd.length + ordinaryLines);
  });

  it('are told by report', async () => {
    const { code, stderr } = await report('mixed.jsonl', '-o', 'page.html');
    expect(code).toBe(0);
    expect(stderr).toBe(`${told}latent-lint: ${skippedOfMixed}`);
  });
});

describe('the exit code', () => {
  it('is that of the scan when nobody reads the standard error', async () => {
    await put('.latent-lint/settings.json', '{"files":{"mixed.jsonl":0.5}}');
    const args = ['scan', 'mixed.jsonl', '--threshold', '1', '--workers', '1'];
    const child = spawn(process.execPath, [program, ...args], { cwd: folder });
    child.stderr.destroy();
    child.stdout.resume();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });
});

describe('a damaged feature file', () => {
  beforeEach(async () => {
    expect((await makePump()).code).toBe(0);
    await put('.latent-lint/features/other.json', '{"x');
    await put('.latent-lint/features/My File.json', '{}');
  });

  const files = async (): Promise<string[]> => readdir(path.join(own, 'features'));

  it('leaves the others in the list, which names it', async () => {
    const { code, stdout, stderr } = await run('feature', 'list');
    expect([code, stdout]).toEqual([0, 'pump-talk  Pump talk (3 examples)\n']);
    expect(stderr).toContain(
      '.latent-lint/features/other.json: The feature file is not valid JSON.',
    );
    expect(stderr).toContain('.latent-lint/features/My File.json: The feature file is damaged');
    const shown = await run('feature', 'show', 'Pump talk');
    expect(shown.code).toBe(0);
    // Bundled features go by their titles, as when it was made.
    expect(shown.stdout).toContain('by cosine: “Risky financial advice”');
  });

  it.each([['other'], ['Other'], ['other.json'], ['.latent-lint/features/other.json']])(
    'is removed as %j',
    async (name) => {
      const { code, stdout, stderr } = await run('feature', 'remove', name);
      expect([code, stdout, stderr]).toEqual([
        0,
        'Removed .latent-lint/features/other.json.\n',
        '',
      ]);
      expect(await files()).toEqual(['My File.json', 'pump-talk.json']);
    },
  );

  it('is removed by its name when that is no id, and nothing else is', async () => {
    expect((await run('feature', 'remove', 'My File.json')).code).toBe(0);
    expect(await files()).toEqual(['other.json', 'pump-talk.json']);
    for (const name of ['../../fine.jsonl', 'fine.jsonl', 'nothing', '..', '']) {
      const { code, stderr } = await run('feature', 'remove', name);
      expect([name, code]).toEqual([name, 2]);
      expect(stderr).toMatch(/^latent-lint: There is no feature [^\n]+\n$/);
    }
    expect(await files()).toEqual(['other.json', 'pump-talk.json']);
    expect(existsSync(path.join(folder, 'fine.jsonl'))).toBe(true);
  });

  it('is not written over', async () => {
    const args = ['feature', 'make', '--name', 'Other', '--positive', 'mixed.jsonl:1'];
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^latent-lint: [^\n]*latent-lint feature remove other\.\n$/);
    expect(await readFile(path.join(own, 'features/other.json'), 'utf8')).toBe('{"x');
  });
});

describe('one clear sentence and exit status 2', () => {
  it.each([
    [['report', '-', '-o', 'x.html'], 'A report is made of files, not of the standard input'],
    [
      ['report', 'utf16.jsonl', '-o', 'x.html'],
      "'utf16.jsonl' cannot be scanned: it is encoded as",
    ],
    [['scan', 'mixed.jsonl', '--feature', 'sae:99999'], 'feature import sae:99999 --name NAME'],
    [['feature', 'import', 'sae:-1', '--name', 'x'], "'sae:-1' is no latent"],
    // The file has lines that would be told as skipped if it were read.
    [
      ['feature', 'make', '--name', 'Sycophancy', '--positive', 'mixed.jsonl'],
      'choose another name',
    ],
    [['feature', 'list', 'extra'], 'Use: latent-lint feature list.'],
    [['feature', 'make', '--name', 'x', '--positive', 'utf16.jsonl'], "'utf16.jsonl' cannot be"],
    [
      ['feature', 'make', '--name', 'x', '--positive', 'mixed.jsonl:4'],
      ':4 cannot be marked: it is',
    ],
    [['feature', 'make', '--name', 'x', '--positive', 'mixed.jsonl:99'], 'has no such line'],
    [
      ['feature', 'make', '--name', 'x', '--positive', '-:1', '--negative', '-:2'],
      'can be read only once',
    ],
    [['feature', 'test', 'x', '-', '-'], 'can be read only once'],
    [['calibrate', '--ordinary', '-', '-'], 'can be read only once'],
  ])('for %j', async (args, words) => {
    await put('utf16.jsonl', Buffer.from(`\ufeff${pump.join('\n')}`, 'utf16le'));
    const { code, stdout, stderr } = await runCliIn(folder, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^latent-lint: [^\n]+\n$/);
    expect(stderr).toContain(words);
  });

  it('before the model works for what cannot be kept', async () => {
    await writeFile(own, 'This is a file.');
    for (const args of [
      ['feature', 'make', '--name', 'x', '--positive', 'mixed.jsonl'],
      ['feature', 'import', 'sae:5', '--name', 'x'],
    ]) {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([
        2,
        'latent-lint: Nothing can be kept in .latent-lint/features: a file lies where its folder should be.\n',
      ]);
    }
  });

  it.runIf(existsSync('/dev/full'))('when what is printed finds no room', async () => {
    const child = spawn(process.execPath, [program, 'feature', 'list'], {
      cwd: folder,
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([
      2,
      'latent-lint: The results cannot be written: there is no space left.\n',
    ]);
  });
});
