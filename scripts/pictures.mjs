/** `npm run pictures`: draws docs/images anew from the packed extension. */
import { giveUp } from './lib/say.mjs';
import { vitestProject } from './lib/vitest.mjs';
import { packageExtension } from './package.mjs';

try {
  const { output: vsix } = await packageExtension();
  const { failed, output } = await vitestProject('pictures', { LATENT_LINT_VSIX: vsix });
  console.log(output);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  giveUp(error);
}
