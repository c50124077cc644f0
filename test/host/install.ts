import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hostCache, projectRoot } from './paths.ts';

/** Tells a person what is going on, one sentence a call. */
export type Report = (sentence: string) => void;

/** Runs after `npm ci` and before the folder counts as installed. */
export type Finish = (folder: string) => Promise<void>;

/**
 * Installs the npm project `test/host/<name>` into the cache, once for each content of its lock file.
 * A folder gets its final name only when it is complete, so a run that was stopped half-way leaves nothing
 * that a later run would take for an installation. Rejects when npm fails.
 */
export async function installLocked(name: string, finish: Finish, report: Report): Promise<string> {
  const source = join(projectRoot, 'test', 'host', name);
  const lock = await readFile(join(source, 'package-lock.json'));
  const stamp = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const target = join(hostCache, `${name}-${stamp}`);
  if (existsSync(target)) {
    return target;
  }
  await removeAbandoned();
  report(`Fetching the ${name} for the editor from the npm registry (once).`);
  const draft = join(hostCache, `draft-${process.pid}-${name}`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    await copyFile(join(source, file), join(draft, file));
  }
  await runNpm('ci', draft);
  await finish(draft);
  await publish(draft, target);
  return target;
}

/** Installs what a folder's lock file names, without scripts and without development dependencies. */
export async function runNpm(command: 'ci' | 'install', folder: string): Promise<void> {
  const windows = process.platform === 'win32';
  const options = [command, '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
  const child = spawn(windows ? 'npm.cmd' : 'npm', options, {
    cwd: folder,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`npm could not install ${folder}:\n${output.slice(-2000)}`);
  }
}

/** Another run may have published the same folder in the meantime: then that one is as good. */
async function publish(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if (!existsSync(target)) {
      throw error;
    }
    await rm(draft, { recursive: true, force: true });
  }
}

async function removeAbandoned(): Promise<void> {
  await mkdir(hostCache, { recursive: true });
  for (const entry of await readdir(hostCache)) {
    const owner = /^draft-(\d+)-/.exec(entry)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(hostCache, entry), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
