import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { command, must, node } from './command.mjs';
import { say } from './say.mjs';

/** The project's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Installs the packages of package-lock.json when they are missing or differ from it. This module and what it
 * imports use Node alone, since they run before any package is there.
 */
export async function preparePackages() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 20) {
    throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
  }
  if (await packagesAreCurrent()) {
    return;
  }
  say('Installing the packages of this project (once, about a minute).');
  const { code, output } = await command('npm', ['ci', '--ignore-scripts'], {
    cwd: root,
    capture: true,
  });
  if (code !== 0) {
    throw new Error(`npm could not install the packages.\n${output.slice(-2000)}`);
  }
}

/** npm notes what it installed beside the packages, once it is done: that note is compared with the lock file. */
async function packagesAreCurrent() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) {
    return false;
  }
  const installed = JSON.parse(await readFile(note, 'utf8')).packages;
  const wanted = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && !installed[path]),
  );
}

/** Bundles the extension, the server and the command into `dist/`. */
export async function build(...options) {
  await must('The build failed.', process.execPath, [
    join(root, 'scripts', 'build.mjs'),
    ...options,
  ]);
}

/** The helpers that start a VS Code and a browser, bundled so that plain Node can run them. */
export async function hostHelpers() {
  const { build: bundle } = await import('esbuild');
  const outfile = join(root, 'dist', 'host.mjs');
  await bundle({
    absWorkingDir: root,
    entryPoints: ['test/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

/** Runs the command-line program of this checkout. */
export function latentLint(...parameters) {
  return node([join(root, 'bin', 'latent-lint.mjs'), ...parameters], { cwd: root });
}
