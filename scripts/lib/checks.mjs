import { join } from 'node:path';
import { node } from './command.mjs';
import { root } from './prepare.mjs';
import { single } from './report.mjs';

const modules = join(root, 'node_modules');

/** A check is one program of node_modules that reads the whole project. */
function check(name, file, ...parameters) {
  const run = async () =>
    single(await node([join(modules, file), ...parameters], { cwd: root, capture: true }));
  return { name, run };
}

/** What `npm run check` and `npm test` look at without running the project. */
export const checks = [
  check('format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  check('lint', 'eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  check('spelling', 'cspell/bin.mjs', 'lint', '--no-progress', '--no-summary'),
  check('types', 'typescript/bin/tsc', '-p', '.'),
  check('types of the panel', 'typescript/bin/tsc', '-p', 'media'),
];
