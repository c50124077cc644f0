import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command, must } from './command.mjs';
import { root } from './prepare.mjs';
import { say } from './say.mjs';

const project = join(root, 'python');
const environment = join(root, '.cache', 'python-venv');
const binaries = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');

/** Tests and checks of the pack builder, in a virtual environment of their own. */
export async function pythonSuite() {
  await prepareEnvironment();
  const run = (module, ...parameters) =>
    command(join(binaries, 'python'), ['-m', module, ...parameters], {
      cwd: project,
      capture: true,
    });
  const tools = [
    await run('ruff', 'check', '.'),
    await run('ruff', 'format', '--check', '.'),
    await run('mypy'),
  ];
  const tests = await run('pytest', '-q');
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(tests.output)?.[1] ?? 0);
  const testFailures = count('failed') + count('error');
  const toolFailures = tools.filter(({ code }) => code !== 0).length;
  // A test run that breaks before it counts anything is a failure too.
  const broken = tests.code !== 0 && testFailures === 0 ? 1 : 0;
  return {
    passed: count('passed') + tools.length - toolFailures,
    failed: testFailures + toolFailures + broken,
    output: [...tools, tests].map(({ output }) => output).join('\n'),
  };
}

/** The environment is made anew when what it should hold has changed; its stamp is written last. */
async function prepareEnvironment() {
  const wanted = createHash('sha256')
    .update(await readFile(join(project, 'pyproject.toml')))
    .digest('hex');
  const stamp = join(environment, 'stamp');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) {
    return;
  }
  say('Installing the Python packages of the pack builder (once, about a minute).');
  await rm(environment, { recursive: true, force: true });
  await makeEnvironment(await findPython());
  await must('The Python packages could not be installed.', join(binaries, 'python'), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...['--editable', `${project}[dev]`],
  ]);
  await writeFile(stamp, wanted);
}

async function makeEnvironment(python) {
  const make = () => command(python, ['-m', 'venv', environment], { capture: true });
  let made = await make();
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (made.code !== 0 && isDebianRoot) {
    // Debian keeps the module venv in a package of its own.
    await must('apt-get could not update.', 'apt-get', ['update']);
    await must('python3-venv could not be installed.', 'apt-get', [
      'install',
      '-y',
      'python3-venv',
    ]);
    made = await make();
  }
  if (made.code !== 0) {
    throw new Error(`Python could not make a virtual environment.\n${made.output}`);
  }
}

async function findPython() {
  for (const name of ['python3', 'python', 'python3.13', 'python3.12', 'python3.11']) {
    const program = await version(name);
    if (program !== undefined && program >= 3011) {
      return name;
    }
  }
  throw new Error('Python 3.11 or newer is needed for the tests of the pack builder.');
}

/** The version of a Python as a number, 3011 for 3.11; undefined when there is none of that name. */
async function version(name) {
  try {
    const script = 'import sys; print(sys.version_info[0] * 1000 + sys.version_info[1])';
    const { code, output } = await command(name, ['-c', script], { capture: true });
    return code === 0 ? Number(output) : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
