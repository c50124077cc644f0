import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { findBrowser, launchBrowser, projectRoot } from '../../host/index.ts';
import type { Asked, ViewOptions } from './harness/view-options.ts';

/** A browser with side views of the panel on a page with its strict content policy. */
export interface ViewsPage {
  readonly page: Page;
  /** Shows a view of a made map, and waits until the map is there. */
  show(options: ViewOptions): Promise<void>;
  /** What the view asked of its source, in order, by name. */
  asked(name: Asked[0]): Promise<unknown[]>;
  /** Evaluates JavaScript in the page, where `harness` is what `harness/views.tsx` offers. */
  run<T>(script: string): Promise<T>;
  /** Problems that the page reported, such as a breach of its content policy. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export async function openViewsPage(width = 420): Promise<ViewsPage> {
  const bundle = await bundleHarness();
  const report = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const browser = await launchBrowser(await findBrowser(report));
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.setContent(pageWith(bundle), { waitUntil: 'load' });
  // An evaluated function is no script of the page, so that the policy lets it pass.
  const run = <T>(script: string): Promise<T> =>
    page.evaluate(`(async (harness) => { ${script} })(window.viewHarness)`);
  return {
    page,
    problems,
    run,
    show: async (options) => {
      await run(`harness.show(${JSON.stringify(options)}); await harness.loaded();`);
    },
    asked: (name) =>
      run(
        `return harness.asked.filter(([name]) => name === '${name}').map(([, params]) => params)`,
      ),
    close: () => browser.close(),
  };
}

async function bundleHarness(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'test', 'editor', 'panel', 'harness', 'views.tsx')],
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
  const policy = "default-src 'none'; script-src 'nonce-views'; style-src 'nonce-views'";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Views</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="views">${style} body { overflow: auto; }</style>
</head><body><script nonce="views">${script.replaceAll('</script', '<\\/script')}</script></body></html>`;
}
