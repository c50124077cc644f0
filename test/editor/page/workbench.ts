import type { Locator, Page } from 'playwright-core';

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** The parts of VS Code's window that the tests look at, by what a person sees there. */
export const squiggles = '.squiggly-error, .squiggly-warning';

/** The item of the extension in the status bar. */
export function statusItem(page: Page): Locator {
  return page.locator('.statusbar-item[id*="latentLint"]');
}

/** Waits until the file in front is scanned: the status bar says how many findings there are. */
export async function waitForFindings(page: Page): Promise<void> {
  await statusItem(page)
    .filter({ hasText: /\d+ findings?$/ })
    .waitFor({ timeout: 90_000 });
}

/** Runs a command by its title, with the keyboard, as a person does. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(`>${title}`);
  // The list of before, with another command in front, may still be there: Enter takes the row with the focus.
  await page
    .locator('.quick-input-list .monaco-list-row.focused')
    .filter({ hasText: title })
    .waitFor();
  await page.keyboard.press('Enter');
}

/**
 * Waits until the editor says a sentence, in a message or to a screen reader: VS Code shows no message after three
 * within 0.8 seconds, and tests are faster than people.
 */
export async function waitForSentence(page: Page, sentence: string | RegExp): Promise<void> {
  await page
    .locator('.notification-toast, .monaco-alert')
    .filter({ hasText: sentence })
    .first()
    .waitFor({ state: 'attached' });
}

/** Opens a file of the workspace from the explorer. */
export async function openFile(page: Page, name: string): Promise<void> {
  const row = page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
  await clickOn(page, row);
  await page.locator('.tab.active').filter({ hasText: name }).waitFor();
}

/** Puts the cursor at the start of the text, with the keyboard. */
export async function focusEditor(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+Home');
}

/** Puts the cursor at the start of a line, counted from 1, with the keyboard. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget:visible input[type="text"]');
  await input.waitFor();
  await input.fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page
    .locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, Col`) })
    .first()
    .waitFor();
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}

/** Goes to the first finding of the file, with the keyboard, and waits until its sentence is selected. */
export async function goToFirstFinding(page: Page): Promise<void> {
  await focusEditor(page);
  await runCommand(page, 'Latent Lint: Go to Next Finding');
  await page
    .locator('.statusbar-item', { hasText: /\(\d+ selected\)/ })
    .first()
    .waitFor();
  await page.locator(squiggles).first().waitFor();
}

/**
 * Opens the menu of the light bulb at the cursor. A line that was just changed has no fixes before it is read
 * again; the editor then says so, and a person asks once more.
 */
export async function openFixes(page: Page, tries = 20): Promise<Locator> {
  await page.keyboard.press('Control+.');
  const menu = page.locator('.action-widget').filter({ hasText: 'Remove this sample' });
  const none = page.getByText('No code actions available');
  await menu.or(none).first().waitFor();
  if (await menu.isVisible()) {
    return menu;
  }
  if (tries === 0) {
    throw new Error('The editor offers no fix for this line.');
  }
  await page.keyboard.press('Escape');
  await none.waitFor({ state: 'hidden' });
  return openFixes(page, tries - 1);
}

/**
 * Moves the mouse onto an element. Playwright's own hover and click scroll an element into view and look for
 * what covers it first; the workbench, which scrolls by itself and covers itself with layers, upsets both.
 */
export async function pointAt(page: Page, element: Locator): Promise<void> {
  const { x, y, width, height } = await boxOf(element);
  await page.mouse.move(x + Math.min(20, width / 2), y + height / 2, { steps: 3 });
}

/** The editor draws its lines anew at any time: an element may be gone between being seen and being measured. */
async function boxOf(element: Locator, tries = 20): Promise<Box> {
  await element.waitFor();
  const box = await element.boundingBox();
  if (box !== null) {
    return box;
  }
  if (tries === 0) {
    throw new Error('There is nothing to point at.');
  }
  return boxOf(element, tries - 1);
}

export async function clickOn(page: Page, element: Locator): Promise<void> {
  await pointAt(page, element);
  await page.mouse.down();
  await page.mouse.up();
}

/** Saves, and waits until the tab has no unsaved mark. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.tab.active:not(.dirty)').waitFor();
}
