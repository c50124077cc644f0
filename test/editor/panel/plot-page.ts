import type { Page } from 'playwright-core';
import { openHarness } from './harness-page.ts';

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
  const { page, problems, close } = await openHarness({
    entry: 'main.tsx',
    style: 'html, body { margin: 0; height: 100%; font-family: sans-serif; }',
    viewport: plotSize,
    webgl: options.webgl ?? true,
  });
  return {
    page,
    problems,
    // An evaluated function is no script of the page, so that the policy lets it pass.
    run: (script) => page.evaluate(`(async (harness) => { ${script} })(window.plotHarness)`),
    close,
  };
}
