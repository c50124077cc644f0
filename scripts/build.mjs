/**
 * Bundles the extension, the server, the scoring process and the command into `dist/`.
 * `--production` leaves the source maps out.
 */
import { access, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const production = process.argv.includes('--production');

const bundles = [
  { name: 'extension', entry: 'extension/extension.ts', external: ['vscode'] },
  { name: 'server', entry: 'server/main.ts', external: [] },
  // The native library is loaded from node_modules; it must keep its folders beside it.
  { name: 'scorer', entry: 'server/inference/scorer-process.ts', external: ['onnxruntime-node'] },
  { name: 'cli', entry: 'server/cli/main.ts', external: [] },
];

async function exists(entry) {
  try {
    await access(`${root}${entry}`);
    return true;
  } catch {
    return false;
  }
}

async function bundle({ name, entry, external }) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${name}.cjs`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: false,
    sourcemap: production ? false : 'linked',
    external,
    // A bundle finds its neighbours by its own address, as a module does.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
}

if (production) await rm(`${root}dist`, { recursive: true, force: true });
for (const part of bundles) {
  if (await exists(part.entry)) await bundle(part);
  else console.warn(`Skipped ${part.name}: ${part.entry} does not exist yet.`);
}
