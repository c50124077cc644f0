import { chromium, type Browser as DrivenBrowser, type Page } from 'playwright-core';
import type { Browser } from './browser.ts';

const usualFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGL without a graphics card. */
const webglFlags = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

export interface BrowserOptions {
  /** With WebGL, drawn by the processor. */
  readonly webgl?: boolean;
  /** Of Chromium, beyond the usual ones. */
  readonly flags?: readonly string[];
}

/** Starts a browser without a window. The caller closes it. */
export function launchBrowser(
  browser: Browser,
  { webgl = false, flags = [] }: BrowserOptions = {},
): Promise<DrivenBrowser> {
  const usual = webgl
    ? [...usualFlags.filter((flag) => flag !== '--disable-gpu'), ...webglFlags]
    : usualFlags;
  return chromium.launch({
    executablePath: browser.program,
    args: [...usual, ...flags],
    env: { ...process.env, ...browser.environment },
  });
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
}

/** Opens an address of a host and waits until the workbench is there. */
export async function openPage(
  browser: DrivenBrowser,
  address: string,
  options: PageOptions = {},
): Promise<Page> {
  const viewport = { width: options.width ?? 1280, height: options.height ?? 800 };
  const page = await browser.newPage({ viewport });
  await page.goto(address);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return page;
}

/**
 * Opens an address that has a test module and answers what that module ended with: 0 when every test passed.
 * `log` gets each line that the tests print.
 */
export async function runTests(
  browser: DrivenBrowser,
  address: string,
  limit: number,
  log: (line: string) => void,
): Promise<number> {
  const page = await browser.newPage();
  let timer: NodeJS.Timeout | undefined;
  try {
    const code = new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`The tests did not end within ${limit / 1000} s.`));
      }, limit);
      page.on('crash', () => {
        reject(new Error('The page crashed.'));
      });
      void page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => {
      log(parts.map(String).join(' '));
    });
    await page.goto(address);
    return await code;
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
