/** Writes the settings of `server/settings.ts` into package.json: run it after a change of that table. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'latent-lint-manifest-'));
try {
  const outfile = join(folder, 'configuration.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/lib/configuration.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { configurationSection } = await import(pathToFileURL(outfile).href);
  const path = join(root, 'package.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  manifest.contributes.configuration = configurationSection();
  await writeFile(
    path,
    await format(JSON.stringify(manifest, null, 2), { parser: 'json-stringify' }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
