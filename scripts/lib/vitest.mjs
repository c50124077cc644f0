import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node } from './command.mjs';
import { root } from './prepare.mjs';

/** Runs one project of vitest.config.ts and counts its tests; a file that cannot be loaded counts as one. */
export async function vitestProject(name, env = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'latent-lint-vitest-'));
  try {
    const report = join(folder, 'report.json');
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code, output } = await node([program, 'run', '--project', name, ...reporters], {
      cwd: root,
      capture: true,
      env,
    });
    return { ...(await counts(report, code)), output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function counts(report, code) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(
    await readFile(report, 'utf8'),
  );
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + unloaded;
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}
