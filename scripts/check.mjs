/** `npm run check`: format, lint, spelling and types, with no warning left. */
import { readArguments } from './lib/arguments.mjs';
import { preparePackages } from './lib/prepare.mjs';
import { giveUp } from './lib/say.mjs';

const usage = 'npm run check    looks at format, lint, spelling and types, and runs no test\n';

async function check() {
  readArguments({ usage });
  await preparePackages();
  const { checks } = await import('./lib/checks.mjs');
  const { runSuites } = await import('./lib/report.mjs');
  process.exitCode = (await runSuites(checks)) === 0 ? 0 : 1;
}

await check().catch(giveUp);
