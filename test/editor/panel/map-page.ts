import type { Page } from 'playwright-core';
import { openHarness } from './harness-page.ts';

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
  const { page, problems, close } = await openHarness({ entry: 'page.tsx' });
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
    close,
  };
}
