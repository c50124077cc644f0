import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/prepare.mjs';

/** Bundles the mocha suite for the extension host and answers the path of its entry. */
export async function bundleSuite() {
  const outdir = join(root, 'dist', 'test', 'editor');
  const source = join(root, 'test', 'editor', 'suite');
  const files = (await readdir(source)).filter((name) => /^index\.ts$|\.test\.ts$/.test(name));
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: files.map((name) => join(source, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(outdir, 'index.cjs');
}
