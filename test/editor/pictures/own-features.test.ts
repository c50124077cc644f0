import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { projectRoot } from '../../host/index.ts';
import { mapOf } from '../page/map-page.ts';
import { openSession, pictureOfFailure, type Session } from '../page/session.ts';
import { goToLine, runCommand, waitForFindings, waitForSentence } from '../page/workbench.ts';

/** Draws the pictures of features of one's own: see `pictures.test.ts`. */
const marked = [6, 11, 13] as const;
const different = [7, 12] as const;

let session: Session;

afterEach(async (context) => {
  await pictureOfFailure(session.page, context);
  await session.close();
});

test('a feature of one’s own and its calibration', async () => {
  const vsix = process.env['LATENT_LINT_VSIX'];
  session = await openSession({
    ...(vsix === undefined ? {} : { vsix }),
    lines: 40,
    width: 1600,
    height: 1000,
    settings: {
      'workbench.colorTheme': 'Default Light Modern',
      'editor.minimap.enabled': false,
      'editor.fontSize': 13,
      'window.title': 'Latent Lint',
      'window.commandCenter': false,
      'breadcrumbs.enabled': false,
    },
  });
  const { page } = session;
  await waitForFindings(page);
  await page.keyboard.press('Control+b');
  for (const [line, key] of [
    ...marked.map((line) => [line, 'l'] as const),
    ...different.map((line) => [line, 'j'] as const),
  ]) {
    await goToLine(page, line);
    await page.keyboard.press('Control+k');
    await page.keyboard.press(key);
    if (line === marked[0]) {
      await page.locator('.quick-input-widget:visible', { hasText: 'in common' }).waitFor();
      await page.keyboard.type('Danger played down');
      await page.keyboard.press('Enter');
    }
    await waitForSentence(page, `Marked line ${line} `);
  }
  await goToLine(page, marked[2]);
  await goToLine(page, marked[0]);
  await runCommand(page, 'Latent Lint: Show Map of This File');
  const map = mapOf(page);
  await map.getByRole('tab', { name: 'My features' }).click();
  await map
    .getByText(/^Separation \d/)
    .first()
    .waitFor();
  await map.getByText('Nearness to harm').first().waitFor();
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.locator('.notification-toast').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: picture('own-feature') });
  await map.getByRole('tab', { name: 'Calibration' }).click();
  await map.getByRole('slider').first().waitFor();
  await expect.poll(() => map.getByRole('row').count()).toBeGreaterThan(3);
  await page.screenshot({ path: picture('calibration') });
});

function picture(name: string): string {
  return join(projectRoot, 'docs', 'images', `${name}.png`);
}
