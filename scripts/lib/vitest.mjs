import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { node } from './command.mjs';
import { root } from './prepare.mjs';
import { say } from './say.mjs';

/**
 * Runs one project of vitest.config.ts and counts its tests; a file that cannot be loaded counts as one. Says of
 * each test that passed only when it was tried again.
 * @param cwd the folder with the configuration.
 */
export async function vitestProject(name, env = {}, cwd = root) {
  const folder = await mkdtemp(join(tmpdir(), 'latent-lint-vitest-'));
  try {
    const file = join(folder, 'report.json');
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code, output } = await node([program, 'run', '--project', name, ...reporters], {
      cwd,
      capture: true,
      env,
    });
    const report = JSON.parse(await readFile(file, 'utf8'));
    for (const test of triedAgain(report, cwd)) say(`Passed at the second try: ${test}`);
    return { ...counts(report, code), output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function counts({ numPassedTests, numFailedTests, testResults }, code) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + unloaded;
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** The tests that passed after a failure, which the report keeps. */
function triedAgain({ testResults }, cwd) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ ancestorTitles, title }) =>
        [relative(cwd, name), ...ancestorTitles, title].join(' > '),
      ),
  );
}
