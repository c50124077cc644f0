/**
 * `npm start`: scans the example on the command line and opens it in a real VS Code in the browser.
 * `--no-open` only prints the address and `--scan` ends after the scan. Uses Node alone until the packages of
 * the project are there.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { build, hostHelpers, latentLint, preparePackages, root } from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';

const example = join('examples', 'advice.jsonl');

const usage = `npm start                 builds, scans the example, and opens VS Code in the browser with the extension
npm start -- --no-open    only prints the address
npm start -- --scan       ends after the scan
`;

async function start() {
  const { options } = readArguments({ usage, options: ['--scan', '--no-open'] });
  await preparePackages();
  say('Building Latent Lint.');
  await build();
  say(`Scanning ${example} on the command line.\n`);
  const { code } = await latentLint('scan', example);
  if (code > 1) {
    throw new Error('The scan failed.');
  }
  if (!options.has('--scan')) {
    await openEditor(!options.has('--no-open'));
  }
}

/** Serves the editor until Ctrl+C; whether to hand its address to a browser. */
async function openEditor(withBrowser) {
  const { startHost } = await hostHelpers();
  const workspace = join(root, '.cache', 'start', 'workspace');
  const file = join(workspace, 'advice.jsonl');
  await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  await cp(join(root, example), file);
  const host = await startHost({
    report: say,
    dataFolder: join(root, '.cache', 'start', 'data'),
    token: randomBytes(16).toString('hex'),
  });
  const address = host.address({ workspace, extension: root.replace(/[\\/]$/, ''), file });
  say('\nVS Code runs with the extension on a copy of the example. Press Ctrl+C to stop it.');
  console.log(address);
  if (withBrowser) {
    openInBrowser(address);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void host.stop().then(() => process.exit(0)));
  }
}

/** Hands the address to the desktop's browser. Without a desktop the printed address has to do. */
function openInBrowser(address) {
  const hasDesktop =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDesktop) {
    say('There is no desktop here: open the address above in a browser.');
    return;
  }
  const openers = {
    darwin: ['open', [address]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', address]],
  };
  const [program, parameters] = openers[process.platform] ?? ['xdg-open', [address]];
  const child = spawn(program, parameters, { detached: true, stdio: 'ignore' });
  child.on('error', () => say('No browser could be opened: open the address above in one.'));
  child.unref();
}

await start().catch(giveUp);
