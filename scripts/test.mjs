/**
 * `npm test`: sets itself up and runs everything. `npm test -- unit editor` runs only the suites named.
 * The last line is 'N passed, N failed'; the exit status is 0 only when nothing failed.
 */
import { listed, readArguments } from './lib/arguments.mjs';
import { checks } from './lib/checks.mjs';
import { build, preparePackages } from './lib/prepare.mjs';
import { pythonSuite } from './lib/python.mjs';
import { runSuites } from './lib/report.mjs';
import { giveUp, say } from './lib/say.mjs';
import { vitestProject } from './lib/vitest.mjs';

/** In the order in which they run. What may use packages is imported once they are there. */
const suites = [
  ...checks,
  { name: 'unit', run: () => vitestProject('unit') },
  { name: 'build', run: built },
  { name: 'server', run: () => vitestProject('server') },
  { name: 'panel', run: () => vitestProject('panel') },
  { name: 'editor', run: async () => (await import('../test/editor/run.mjs')).editorSuite() },
  { name: 'vsix', run: async () => (await import('../test/editor/vsix.mjs')).vsixSuite() },
  { name: 'python', run: pythonSuite },
];
const names = suites.map(({ name }) => name);

const usage = `npm test                  runs every check and test
npm test -- SUITE...      runs only these, in their order

The suites: ${listed(names)}
The exit status is 0 when nothing failed, 1 when something did, 2 when it could not be run.
`;

async function test() {
  const start = performance.now();
  const { named } = readArguments({ usage, names, kind: 'suite' });
  await preparePackages();
  const failed = await runSuites(
    suites.filter(({ name }) => named.length === 0 || named.includes(name)),
  );
  say(`The whole run took ${((performance.now() - start) / 60_000).toFixed(1)} minutes.`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function built() {
  await build();
  return { passed: 1, failed: 0, output: '' };
}

await test().catch(giveUp);
