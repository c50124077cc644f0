import type { Page } from 'playwright-core';
import { openHarness } from './harness-page.ts';
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
  const { page, problems, close } = await openHarness({
    entry: 'views.tsx',
    style: 'body { overflow: auto; }',
    viewport: { width, height: 900 },
  });
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
    close,
  };
}
