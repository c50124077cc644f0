/**
 * Bundles the extension, the server, the scoring process and the command into `dist/`; fails when one of
 * them cannot be built. `--production` empties `dist/` first and leaves the source maps out.
 */
import { rm } from 'node:fs/promises';
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
  // Projections take seconds: a thread of their own makes them.
  { name: 'projector', entry: 'server/projection/projector-thread.ts', external: [] },
];

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

/** The page of the geometry panel: `dist/panel.js` and `dist/panel.css`, for a browser. */
async function bundlePanel() {
  await build({
    absWorkingDir: root,
    entryPoints: { panel: 'media/panel/main.tsx' },
    outdir: 'dist',
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: production,
    sourcemap: production ? false : 'linked',
    logLevel: 'warning',
  });
}

if (production) await rm(`${root}dist`, { recursive: true, force: true });
await Promise.all([...bundles.map(bundle), bundlePanel()]);
