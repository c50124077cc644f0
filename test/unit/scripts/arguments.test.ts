import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of package.json; each of these ends before it does any work. */
function run(script: string, ...args: readonly string[]): Promise<Ran> {
  const file = fileURLToPath(new URL(`../../../scripts/${script}.mjs`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { timeout: 20_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

describe('the commands of package.json', () => {
  it.each([
    ['test', 'npm test -- SUITE...', "types, 'types of the panel', unit, build, server"],
    ['bench', 'npm run bench -- PART...', 'scan, latents, editor, cached, panel, marks'],
    ['start', 'npm start -- --no-open', '--scan'],
    ['check', 'npm run check', 'spelling'],
  ])('%s --help says how it is used and does nothing', async (script, ...words) => {
    for (const option of ['--help', '-h']) {
      const { code, stdout, stderr } = await run(script, option);
      expect([code, stderr]).toEqual([0, '']);
      for (const word of words) expect(stdout).toContain(word);
    }
  });

  it.each([
    [
      'test',
      '--nope',
      "There is no option '--nope'; there are --help, and the suites format, lint",
    ],
    ['test', '--unit', 'unit, build, server, panel, editor, vsix, python.'],
    ['test', 'units', "There is no suite 'units'; there are format, lint"],
    [
      'bench',
      '--fast',
      "There is no option '--fast'; there are --help, --quick, and the parts scan",
    ],
    ['bench', 'toString', "There is no part 'toString'; there are scan"],
    [
      'start',
      '--no-browser',
      "There is no option '--no-browser'; there are --help, --scan, --no-open.",
    ],
    ['start', 'scan', "There is nothing to name here, such as 'scan'; see --help."],
    ['check', '--fix', "There is no option '--fix'; there are --help."],
  ])('%s %s is refused with one sentence', async (script, argument, sentence) => {
    const { code, stdout, stderr } = await run(script, argument);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Latent Lint: [^\n]+\n$/);
    expect(stderr).toContain(sentence);
  });
});
