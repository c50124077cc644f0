/**
 * The mocha suite in the VS Code of its vendor, which this downloads: for release builds on Windows, macOS and
 * Linux. It runs the files that the package holds, with the packed extension as the extension under test.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build, preparePackages } from '../../scripts/lib/prepare.mjs';
import { stage, thisTarget } from '../../scripts/lib/vsix.mjs';
import { bundleSuite } from './bundle.mjs';

await preparePackages();
await build();
const workspace = await mkdtemp(join(tmpdir(), 'latent-lint-electron-'));
try {
  await runTests({
    version: 'stable',
    extensionDevelopmentPath: await stage(thisTarget()),
    extensionTestsPath: await bundleSuite(),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
} finally {
  await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
}
