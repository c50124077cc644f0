import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What a run found, for the process that started it. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly log: readonly string[];
}

/**
 * The entry that VS Code calls in the extension host. Rejects when a test failed. With the variable
 * LATENT_LINT_TEST_RESULT the result is written to that file too.
 */
export async function run(): Promise<void> {
  const grep = process.env['LATENT_LINT_TEST_GREP'];
  const options = { ui: 'tdd', timeout: 60_000, reporter: 'min' } as const;
  const mocha = new Mocha(grep === undefined ? options : { ...options, grep });
  const here = __dirname;
  for (const file of readdirSync(here).filter((name) => name.endsWith('.test.cjs'))) {
    mocha.addFile(join(here, file));
  }
  const result = await runAll(mocha);
  const target = process.env['LATENT_LINT_TEST_RESULT'];
  if (target !== undefined) {
    await writeFile(target, JSON.stringify(result));
  }
  if (result.failed > 0) {
    throw new Error(`${result.failed} tests failed.`);
  }
}

function runAll(mocha: Mocha): Promise<SuiteResult> {
  const log: string[] = [];
  let passed = 0;
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({ passed, failed, log });
    });
    runner.on('pass', (test) => {
      passed += 1;
      log.push(`  ok ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('fail', (test, error: Error) => {
      log.push(`  FAILED ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
}
