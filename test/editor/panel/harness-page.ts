import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { findBrowser, launchBrowser, projectRoot } from '../../host/index.ts';
import type { BrowserOptions } from '../../host/page.ts';

/** A browser with one of the harnesses on a page with the strict content policy of the panel. */
export interface HarnessPage {
  readonly page: Page;
  /** Problems that the page reported, such as a breach of its content policy. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

export interface HarnessOptions extends BrowserOptions {
  /** The file of `harness/` to bundle. */
  readonly entry: string;
  /** For a page of another look than the panel's own. */
  readonly style?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export async function openHarness(options: HarnessOptions): Promise<HarnessPage> {
  const { script, style } = await bundle(options.entry);
  const report = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const browser = await launchBrowser(await findBrowser(report), options);
  const { viewport } = options;
  const page = await browser.newPage(viewport === undefined ? {} : { viewport });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.setContent(pageWith(script, `${style} ${options.style ?? ''}`), { waitUntil: 'load' });
  return { page, problems, close: () => browser.close() };
}

async function bundle(entry: string): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'test', 'editor', 'panel', 'harness', entry)],
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

function pageWith(script: string, style: string): string {
  const policy = "default-src 'none'; script-src 'nonce-test'; style-src 'nonce-test'";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="test">${style}</style>
</head><body><script nonce="test">${script.replaceAll('</script', '<\\/script')}</script></body></html>`;
}
