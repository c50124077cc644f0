/** `npm run package`: makes the VSIX for this platform in the project's folder and says what is in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, preparePackages, root } from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';
import { checkNames, makePackage, stage, thisTarget } from './lib/vsix.mjs';

/** Makes the package and answers its path. */
export async function packageExtension() {
  await preparePackages();
  const target = thisTarget();
  say(`Packaging for ${target}.`);
  await build();
  const folder = await stage(target);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const output = join(root, `latent-lint-${version}-${target}.vsix`);
  const { size, names } = await makePackage(folder, target, output);
  checkNames(names);
  return { output, size, names };
}

if (process.argv[1]?.endsWith('package.mjs')) {
  try {
    const { output, size, names } = await packageExtension();
    console.log(names.join('\n'));
    console.log(`\n${output}: ${names.length} files, ${(size / 1e6).toFixed(1)} MB`);
  } catch (error) {
    giveUp(error);
  }
}
