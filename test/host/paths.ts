import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, found from this file wherever it was bundled to. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Everything that is fetched for the host lives here and may be deleted at any time. */
export const hostCache = join(projectRoot, '.cache', 'host');

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json')) && existsSync(join(folder, 'extension'))) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error('The host helpers run inside a checkout of Latent Lint only.');
  }
  return findRoot(parent);
}
