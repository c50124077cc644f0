import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openSession, pictureOfFailure, type Session } from './session.ts';
import {
  clickOn,
  goToFirstFinding,
  openFixes,
  pointAt,
  save,
  squiggles,
  statusItem,
  waitForFindings,
} from './workbench.ts';

describe('a person in front of the editor', () => {
  let session: Session;
  let page: Page;
  let text: string;

  beforeAll(async () => {
    session = await openSession({ lines: 22 });
    page = session.page;
    text = await session.savedText();
    await waitForFindings(page);
  });

  afterEach((context) => pictureOfFailure(page, context));
  afterAll(() => session.close());

  test('sees a table of the nearest features in the hover', async () => {
    await goToFirstFinding(page);
    await pointAt(page, page.locator(squiggles).first());
    const hover = page.locator('.monaco-hover:visible');
    await hover.filter({ hasText: 'Nearest features' }).waitFor();
    expect(await hover.locator('table tr').count()).toBeGreaterThan(3);
    expect(await hover.innerText()).toMatch(/Cosine[\s\S]*Percentile/);
    expect(await hover.locator('a').filter({ hasText: 'Remove sample' }).count()).toBe(1);
    await page.keyboard.press('Escape');
  });

  test('removes a sample and takes it back with the keyboard alone', async () => {
    await goToFirstFinding(page);
    await openFixes(page);
    await page.keyboard.press('Enter');
    await page.locator('.tab.active.dirty').waitFor();
    await save(page);
    expect((await session.savedText()).split('\n')).toHaveLength(text.split('\n').length - 1);
    await page.keyboard.press('Control+z');
    await page.locator('.tab.active.dirty').waitFor();
    await save(page);
    expect(await session.savedText()).toBe(text);
  });

  test('moves a sample to quarantine, and one undo brings it back', async () => {
    await goToFirstFinding(page);
    const menu = await openFixes(page);
    await clickOn(page, menu.getByText('Move this sample to advice.quarantine.jsonl'));
    await page.locator('.tab.active.dirty').waitFor();
    await expect.poll(() => session.savedText('advice.quarantine.jsonl')).not.toBe('');
    await save(page);
    await page.keyboard.press('Control+z');
    await page.locator('.tab.active.dirty').waitFor();
    expect(await page.locator('.monaco-dialog-box').count()).toBe(0);
    await save(page);
    expect(await session.savedText()).toBe(text);
  });

  test('is asked for a reason before a sample is ignored, and may change their mind', async () => {
    await waitForFindings(page);
    const before = await statusItem(page).innerText();
    await goToFirstFinding(page);
    const menu = await openFixes(page);
    await clickOn(page, menu.getByText('Ignore this sample'));
    const input = page.locator('.quick-input-widget:visible');
    await input.filter({ hasText: 'Why is this sample fine?' }).waitFor();
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'detached' }).catch(() => input.waitFor({ state: 'hidden' }));
    expect(await statusItem(page).innerText()).toBe(before);
    await clickOn(page, (await openFixes(page)).getByText('Ignore this sample'));
    await input.filter({ hasText: 'Why is this sample fine?' }).waitFor();
    await page.keyboard.type('It is quoted as a warning.');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusItem(page).innerText()).not.toBe(before);
    expect(await session.savedText('.latent-lint/ignore.jsonl')).toContain('quoted as a warning');
  });

  test('finds every finding in the view and gets to its line with a click', async () => {
    await clickOn(page, statusItem(page));
    const rows = page.locator('.pane-body .monaco-list-row[aria-level="2"]');
    await expect
      .poll(async () => `${await rows.count()} finding`)
      .toBe(/\d+ finding/.exec(await statusItem(page).innerText())?.[0]);
    const line = /line (\d+)/.exec(await rows.first().innerText())?.[1];
    await clickOn(page, rows.first());
    await page
      .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line ?? ''},`) })
      .first()
      .waitFor();
  });
});
