/**
 * The extension in a real VS Code: the mocha suite inside the extension host, then the page driven by a real
 * browser. `node test/editor/run.mjs` ends with the line 'N passed, N failed'.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, hostHelpers, root } from '../../scripts/lib/prepare.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { vitestProject } from '../../scripts/lib/vitest.mjs';
import { bundleSuite } from './bundle.mjs';

const minute = 60_000;

/** Runs both parts. The build of the extension has to be there. */
export async function editorSuite() {
  const inside = await insideSuite();
  const page = await vitestProject('page');
  return {
    passed: inside.passed + page.passed,
    failed: inside.failed + page.failed,
    output: [inside.output, page.output].join('\n'),
  };
}

/** The mocha suite, run by the extension host of a fresh workspace. */
export async function insideSuite() {
  const { findBrowser, launchBrowser, runTests, startHost } = await hostHelpers();
  const tests = await bundleSuite();
  const folder = await mkdtemp(join(tmpdir(), 'latent-lint-editor-'));
  const result = join(folder, 'result.json');
  const browser = await launchBrowser(await findBrowser(say));
  const host = await startHost({
    report: say,
    environment: { LATENT_LINT_TEST_RESULT: result },
  });
  const printed = [];
  try {
    const target = { workspace: join(folder), extension: root.replace(/[\\/]$/, ''), tests };
    await runTests(browser, host.address(target), 10 * minute, (line) => printed.push(line));
  } finally {
    await browser.close();
    await host.stop();
  }
  const outcome = await readResult(result, printed);
  await rm(folder, { recursive: true, force: true });
  return outcome;
}

async function readResult(path, printed) {
  if (!existsSync(path)) {
    throw new Error(`The tests ended without a result.\n${printed.join('\n').slice(-5000)}`);
  }
  const { passed, failed, log } = JSON.parse(await readFile(path, 'utf8'));
  return { passed, failed, output: log.join('\n') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build();
  const { passed, failed, output } = await editorSuite();
  console.log(output);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
