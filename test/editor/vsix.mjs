import { vitestProject } from '../../scripts/lib/vitest.mjs';
import { packageExtension } from '../../scripts/package.mjs';

/** Makes the VSIX, installs it into a fresh editor and looks for a finding in the example. */
export async function vsixSuite() {
  const { output } = await packageExtension();
  return vitestProject('vsix', { LATENT_LINT_VSIX: output });
}
