import { say } from './say.mjs';

/**
 * What one suite found: `{ passed, failed, output }`. Output is shown when something failed.
 * @typedef {{ passed: number, failed: number, output: string }} Outcome
 */

/** A suite that is one program: it passes when the program ends with 0. */
export function single({ code, output }) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

/** Runs suites in order, shows what failed, ends with a table and the line 'N passed, N failed'. */
export async function runSuites(suites) {
  const rows = [];
  for (const { name, run } of suites) {
    const start = performance.now();
    say(`\n== ${name}`);
    const outcome = await guarded(run);
    const seconds = (performance.now() - start) / 1000;
    rows.push({ name, seconds, ...outcome });
    if (outcome.failed > 0) {
      console.log(outcome.output);
    }
    say(`${outcome.passed} passed, ${outcome.failed} failed in ${seconds.toFixed(1)} s`);
  }
  return summary(rows);
}

/** A suite that breaks is a failure of that suite, and the others still run. */
async function guarded(run) {
  try {
    return await run();
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, output };
  }
}

function summary(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const line = (name, passed, failed, seconds) =>
    `${name.padEnd(12)}${passed.padStart(8)}${failed.padStart(8)}${seconds.padStart(10)}`;
  console.log(`\n${line('suite', 'passed', 'failed', 'seconds')}`);
  for (const { name, passed, failed, seconds } of rows) {
    console.log(line(name, `${passed}`, `${failed}`, seconds.toFixed(1)));
  }
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed');
}
