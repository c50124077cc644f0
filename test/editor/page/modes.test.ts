import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSession, pictureOfFailure, type Session } from './session.ts';
import {
  clickOn,
  openFile,
  runCommand,
  squiggles,
  statusItem,
  waitForFindings,
} from './workbench.ts';

let session: Session;

afterEach(async (context) => {
  await pictureOfFailure(session.page, context);
  await session.close();
});

test('scores with the bundled pack in Restricted Mode', async () => {
  session = await openSession({
    lines: 14,
    settings: { 'security.workspace.trust.enabled': true },
  });
  const { page } = session;
  const dialog = page.locator('.monaco-dialog-box');
  await clickOn(page, dialog.getByText(/^No, I don't trust/));
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  await waitForFindings(page);
  await page.locator(squiggles).first().waitFor({ state: 'attached' });
});

test('marks samples in the text alone with decorationsOnly', async () => {
  session = await openSession({ lines: 14, settings: { 'latentLint.decorationsOnly': true } });
  const { page } = session;
  await waitForFindings(page);
  await page.locator('.view-overlays [class*="TextEditorDecorationType"]').first().waitFor({
    state: 'attached',
  });
  expect(await page.locator(squiggles).count()).toBe(0);
});

test('lists findings past the limit of the Problems view, a page at a time', async () => {
  session = await openSession({ lines: 14, copies: 120 });
  const { page } = session;
  await waitForFindings(page);
  const total = Number(/\d+/.exec(await statusItem(page).innerText())?.[0]);
  await runCommand(page, 'Latent Lint: Show Findings');
  const rows = page.locator('.pane-body .monaco-list-row[aria-level="2"]');
  await rows.first().waitFor();
  await page.locator('.pane-body .monaco-list:focus .monaco-list-row.focused').waitFor();
  await page.keyboard.press('End');
  const more = rows.filter({ hasText: `Show more (${total - 200} left)` });
  await clickOn(page, more);
  await more.waitFor({ state: 'detached' });
});

test('says why a file is not scored that the editor does not hand over', async () => {
  session = await openSession({ lines: 1 });
  const { page, workspace } = session;
  await statusItem(page).filter({ hasText: 'No findings' }).waitFor({ timeout: 60_000 });
  // A file of zeros of 51 MB takes no room on the disk.
  const large = join(workspace, 'large.jsonl');
  await writeFile(large, '');
  await truncate(large, 51 * 1024 * 1024);
  await openFile(page, 'large.jsonl');
  await statusItem(page).filter({ hasText: 'Not scored' }).waitFor();
  expect(await statusItem(page).locator('a').getAttribute('aria-label')).toContain(
    'too large for the editor to hand over',
  );
});
