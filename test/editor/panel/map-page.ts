import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { findBrowser, launchBrowser, projectRoot } from '../../host/index.ts';

export type Theme = 'light' | 'dark' | 'high-contrast' | 'none';

export interface MapPageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly samples?: number;
  readonly theme?: Theme;
  /** What the page kept the last time. */
  readonly state?: unknown;
  /** False for a saved map. */
  readonly live?: boolean;
}

/** A browser with the whole page of the panel on a file in memory, under its strict content policy. */
export interface MapPage {
  readonly page: Page;
  /** Problems that the page reported, such as a breach of its content policy. */
  readonly problems: readonly string[];
  /** Opens the page anew and waits for the map. */
  open(options?: MapPageOptions): Promise<void>;
  /** Evaluates JavaScript in the page, where `source` is the `FakeSource`. */
  run<T>(script: string): Promise<T>;
  /** What the page told the editor by this name, in order. */
  told(name: string): Promise<unknown[][]>;
  close(): Promise<void>;
}

export async function openMapPage(): Promise<MapPage> {
  const bundle = await bundleHarness();
  const report = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const browser = await launchBrowser(await findBrowser(report));
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.setContent(pageWith(bundle), { waitUntil: 'load' });
  // An evaluated function is no script of the page, so that the policy lets it pass.
  const run = <T>(script: string): Promise<T> =>
    page.evaluate(`(async (source) => { ${script} })(window.source)`);
  return {
    page,
    problems,
    run,
    told: (name) =>
      run(`return source.told.filter(([n]) => n === '${name}').map(([, ...rest]) => rest)`),
    open: async (options = {}) => {
      const { width = 1100, height = 800, samples = 400, theme = 'dark' } = options;
      await page.setViewportSize({ width, height });
      const wanted = JSON.stringify([samples, options.state ?? null, options.live ?? true]);
      await run(`document.body.className = '${theme === 'none' ? '' : `vscode-${theme}`}';
        window.source = openPage(...${wanted});`);
      await page.waitForSelector('.frame');
    },
    close: () => browser.close(),
  };
}

async function bundleHarness(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'test', 'editor', 'panel', 'harness', 'page.tsx')],
    outdir: join(projectRoot, '.cache', 'harness'),
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const textOf = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}

function pageWith({ script, style }: { script: string; style: string }): string {
  const policy = "default-src 'none'; script-src 'nonce-map'; style-src 'nonce-map'";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="map">${style}</style>
</head><body><script nonce="map">${script.replaceAll('</script', '<\\/script')}</script></body></html>`;
}
