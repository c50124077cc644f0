import { stat } from 'node:fs/promises';
import path from 'node:path';

const folderName = '.latent-lint';

/**
 * Where a file of this name that counts for a data file is: in the nearest folder with `.latent-lint`, from the file's own folder up
 * to the outermost of the `roots` that hold it, and no further; without one, where it would be made: in the
 * innermost of them. A file outside of all roots has that of its own folder. Roots are the workspace
 * folders in an editor, and the working directory on the command line.
 */
export async function locateProjectFile(
  file: string,
  roots: readonly string[],
  name: string,
): Promise<string> {
  const home = path.dirname(path.resolve(file));
  const holders = roots
    .map((root) => path.resolve(root))
    .filter((root) => isInside(home, root))
    // Of nested folders the innermost has the longest path.
    .sort((a, b) => b.length - a.length);
  const top = holders.at(-1) ?? home;
  for (let folder = home; isInside(folder, top); folder = path.dirname(folder)) {
    const found = await stat(path.join(folder, folderName)).catch(() => null);
    if (found?.isDirectory() === true) return path.join(folder, folderName, name);
    if (path.dirname(folder) === folder) break;
  }
  return path.join(holders[0] ?? home, folderName, name);
}

function isInside(folder: string, root: string): boolean {
  const relative = path.relative(root, folder);
  const [first] = relative.split(path.sep);
  return relative === '' || !(first === '..' || path.isAbsolute(relative));
}
