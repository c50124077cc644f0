import { afterEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { goToPoint, mapOf, tabTo, waitForMap, waitForSelected } from './map-page.ts';
import { openSession, pictureOfFailure, type Session } from './session.ts';
import { focusEditor, runCommand, waitForFindings } from './workbench.ts';

const samples = 8;

let session: Session;

afterEach(async (context) => {
  await pictureOfFailure(session.page, context);
  await session.close();
});

async function openMap(): Promise<Page> {
  const { page } = session;
  await waitForFindings(page);
  await focusEditor(page);
  await runCommand(page, 'Latent Lint: Show Map of This File');
  await waitForMap(page, samples);
  return page;
}

/**
 * Answers in the window whether what the editor has stored fits an expression: it stores what a panel shows now and
 * then. It is text because the tests have no types of a browser.
 */
const storedFits = (expression: RegExp) => `(async () => {
  const result = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await result(indexedDB.open(name));
    const values = await Promise.all([...database.objectStoreNames].map((store) =>
      result(database.transaction(store).objectStore(store).getAll())));
    database.close();
    if (values.flat().some((value) => typeof value === 'string' && ${String(expression)}.test(value))) {
      return true;
    }
  }
  return false;
})()`;

/** Answers in the page of the map how many pixels of the points are not empty. */
const inkOfPoints = `(() => {
  const canvas = document.querySelector('canvas.plot-points');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((part, index) => index % 4 === 3 && part > 0).length;
})()`;

test('the map and its selection are there again after the window was reloaded', async () => {
  session = await openSession({
    lines: samples,
    settings: { 'window.restoreWindows': 'preserve' },
  });
  const page = await openMap();
  const map = mapOf(page);
  await map.getByRole('button', { name: 'Table', exact: true }).click();
  await map.locator('.table-row').nth(2).click();
  await map
    .locator('.table-row')
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await waitForSelected(page, 2, samples);
  const selected = () => map.locator('.table-row[aria-selected="true"] .cell-line').allInnerTexts();
  const before = await selected();
  expect(before).toHaveLength(2);
  // Two samples are three numbers of four bytes each: 32 characters of base64.
  const kept = /\bselection\W{2,20}[A-Za-z0-9+/]{32}\W/;
  await expect.poll(() => page.evaluate(storedFits(kept)), { timeout: 90_000 }).toBe(true);
  await page.reload();
  await waitForMap(page, samples);
  await waitForSelected(page, 2, samples);
  expect(await selected()).toEqual(before);
});

test('without WebGL the map is drawn all the same, and says so', async () => {
  session = await openSession({ lines: samples, browserFlags: ['--disable-3d-apis'] });
  const page = await openMap();
  const map = mapOf(page);
  await map.getByText('Drawn without WebGL').waitFor();
  const ink = () => map.locator(':root').evaluate(inkOfPoints);
  await expect.poll(ink).toBeGreaterThan(0);
  await tabTo(page, '.plot');
  await goToPoint(page, 'ArrowLeft');
  await page.keyboard.press('Space');
  await waitForSelected(page, 1, samples);
});
