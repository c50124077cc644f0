/**
 * `npm test`: sets itself up and runs everything. `npm test -- unit editor` runs only the suites named.
 * The last line is 'N passed, N failed'; the exit status is 0 only when nothing failed.
 */
import { build, preparePackages } from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';

async function test() {
  const start = performance.now();
  await preparePackages();
  const suites = await allSuites();
  const named = process.argv.slice(2).filter((name) => !name.startsWith('-'));
  const unknown = named.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = suites.map(({ name }) => name).join(', ');
    throw new Error(`There is no suite ${unknown.join(', ')}; there are ${known}.`);
  }
  const { runSuites } = await import('./lib/report.mjs');
  const failed = await runSuites(
    suites.filter(({ name }) => named.length === 0 || named.includes(name)),
  );
  say(`The whole run took ${((performance.now() - start) / 60_000).toFixed(1)} minutes.`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Imported late: these modules may use packages. */
async function allSuites() {
  const { checks } = await import('./lib/checks.mjs');
  const { vitestProject } = await import('./lib/vitest.mjs');
  const { pythonSuite } = await import('./lib/python.mjs');
  const { editorSuite } = await import('../test/editor/run.mjs');
  const { vsixSuite } = await import('../test/editor/vsix.mjs');
  const built = async () => {
    await build();
    return { passed: 1, failed: 0, output: '' };
  };
  return [
    ...checks,
    { name: 'unit', run: () => vitestProject('unit') },
    { name: 'build', run: built },
    { name: 'server', run: () => vitestProject('server') },
    { name: 'panel', run: () => vitestProject('panel') },
    { name: 'editor', run: editorSuite },
    { name: 'vsix', run: vsixSuite },
    { name: 'python', run: pythonSuite },
  ];
}

await test().catch(giveUp);
