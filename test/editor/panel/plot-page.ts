import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, launchBrowser, projectRoot } from '../../host/index.ts';

/** A browser with WebGL, and the plot alone on a page with the strict content policy of the panel. */
export interface PlotPage {
  readonly page: Page;
  /** Evaluates JavaScript in the page, where `harness` is what `harness/main.tsx` offers. */
  run<T>(script: string): Promise<T>;
  /** Problems that the page reported, such as a breach of its content policy. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export const plotSize = { width: 800, height: 600 };

export async function openPlotPage(options: { readonly webgl?: boolean } = {}): Promise<PlotPage> {
  const bundle = await bundleHarness();
  const report = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const browser = await launchBrowser(await findBrowser(report), { webgl: options.webgl ?? true });
  const page = await browser.newPage({ viewport: plotSize });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.setContent(pageWith(bundle), { waitUntil: 'load' });
  return {
    page,
    problems,
    // An evaluated function is no script of the page, so that the policy lets it pass.
    run: (script) => page.evaluate(`(async (harness) => { ${script} })(window.plotHarness)`),
    close: () => closeAll(browser),
  };
}

async function bundleHarness(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'test', 'editor', 'panel', 'harness', 'main.tsx')],
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
  const policy = "default-src 'none'; script-src 'nonce-plot'; style-src 'nonce-plot'";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="plot">html, body { margin: 0; height: 100%; font-family: sans-serif; } ${style}</style>
</head><body><script nonce="plot">${script.replaceAll('</script', '<\\/script')}</script></body></html>`;
}

async function closeAll(browser: Browser): Promise<void> {
  await browser.close();
}
