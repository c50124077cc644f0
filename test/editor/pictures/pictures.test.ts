import { join } from 'node:path';
import { afterEach, test } from 'vitest';
import { projectRoot } from '../../host/index.ts';
import { mapOf } from '../page/map-page.ts';
import { openSession, pictureOfFailure, type Session } from '../page/session.ts';
import {
  clickOn,
  goToFirstFinding,
  openFixes,
  pointAt,
  squiggles,
  statusItem,
  waitForFindings,
} from '../page/workbench.ts';

/**
 * Draws the pictures of the documentation with the packed extension: `npm run pictures`. Look at them before you
 * commit them.
 */
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

let session: Session;

afterEach(async (context) => {
  await pictureOfFailure(session.page, context);
  await session.close();
});

for (const [name, theme] of Object.entries(themes)) {
  test(`the editor, ${name}`, async () => {
    session = await openThemed(theme, 780);
    const { page } = session;
    await waitForFindings(page);
    await clickOn(page, statusItem(page));
    await page.locator('.pane-body .monaco-list-row[aria-level="2"]').first().waitFor();
    await page.locator('.pane-body .monaco-list:focus .monaco-list-row.focused').waitFor();
    await goToFirstFinding(page);
    await pointAt(page, page.locator(squiggles).first());
    await page.locator('.monaco-hover:visible').filter({ hasText: 'Nearest features' }).waitFor();
    await page.screenshot({ path: picture(name === 'light' ? 'editor' : 'editor-dark') });
    await page.keyboard.press('Escape');
    await openFixes(page);
    await page.screenshot({ path: picture(`quick-fixes-${name}`) });
  });
}

for (const [name, theme] of Object.entries(themes)) {
  test(`the map, ${name}`, async () => {
    session = await openThemed(theme, 900);
    const { page } = session;
    await waitForFindings(page);
    await page.keyboard.press('Control+b');
    await goToFirstFinding(page);
    await pointAt(page, page.locator(squiggles).first());
    const hover = page.locator('.monaco-hover:visible');
    await clickOn(page, hover.locator('a').filter({ hasText: 'Show on the map' }));
    const map = mapOf(page);
    await map
      .locator('.selection')
      .filter({ hasText: /^1 of / })
      .waitFor();
    await map.locator('.details-message').waitFor();
    await map.getByText('Trustworthiness').first().waitFor();
    await page.screenshot({ path: picture(`map-${name}`) });
  });
}

/** The packed extension in a window of this height, with nothing beside the point. */
function openThemed(theme: string, height: number): Promise<Session> {
  return openSession({
    vsix: process.env['LATENT_LINT_VSIX'] ?? '',
    width: 1400,
    height,
    settings: {
      'workbench.colorTheme': theme,
      'editor.minimap.enabled': false,
      'editor.fontSize': 13,
      'window.title': 'Latent Lint',
      'window.commandCenter': false,
      'breadcrumbs.enabled': false,
    },
  });
}

function picture(name: string): string {
  return join(projectRoot, 'docs', 'images', `${name}.png`);
}
