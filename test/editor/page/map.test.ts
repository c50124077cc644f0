import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import {
  drawLasso,
  drawnSamples,
  goToPoint,
  mapOf,
  pathAroundSome,
  tabTo,
  waitForMap,
  waitForSelected,
} from './map-page.ts';
import { openSession, pictureOfFailure, type Session } from './session.ts';
import {
  clickOn,
  focusEditor,
  goToFirstFinding,
  pointAt,
  runCommand,
  squiggles,
  statusItem,
  waitForFindings,
} from './workbench.ts';

/** Two of them hold no sample. */
const exampleLines = 22;
const samples = 20;
const showMap = 'Latent Lint: Show Map of This File';

describe('a person with a map beside the editor', () => {
  let session: Session;
  let page: Page;
  let text: string;

  const dirtyTab = () => page.locator('.tab.dirty');

  /** Saves the file once it has changes; the map has an active tab too, so the tab is found by its mark. */
  const saveChanges = async () => {
    await dirtyTab().waitFor();
    await page.keyboard.press('Control+s');
    await dirtyTab().waitFor({ state: 'detached' });
  };

  /** Saves the file and answers with its lines. */
  const savedLines = async () => {
    await focusEditor(page);
    await saveChanges();
    return (await session.savedText()).split('\n');
  };

  /** The lines of the file as it was, without some of them. */
  const without = (removed: readonly number[]) =>
    text.split('\n').filter((_, line) => !removed.includes(line));

  const undo = async () => {
    await page.keyboard.press('Control+z');
    await saveChanges();
  };

  /** The map from the editor, with nothing selected. */
  const freshMap = async () => {
    await focusEditor(page);
    await runCommand(page, showMap);
    await waitForMap(page, samples);
    const map = mapOf(page);
    await map.getByRole('button', { name: 'Map', exact: true }).click();
    const nothing = map.getByRole('button', { name: 'Select nothing' });
    if (await nothing.isVisible()) {
      await nothing.click();
    }
    await map.locator('.selection').filter({ hasText: 'Nothing is selected' }).waitFor();
    return map;
  };

  beforeAll(async () => {
    session = await openSession({ lines: exampleLines, width: 1500, height: 1300 });
    page = session.page;
    text = await session.savedText();
    await waitForFindings(page);
  });

  afterEach((context) => pictureOfFailure(page, context));
  afterAll(() => session.close());

  test('opens it with the button of the title bar, and a second time gets the same', async () => {
    for (let times = 0; times < 2; times++) {
      await focusEditor(page);
      const button = page.locator('.editor-actions a[aria-label^="Show Map of This File"]');
      await clickOn(page, button.first());
      await waitForMap(page, samples);
    }
    expect(await page.locator('.tab').filter({ hasText: 'Map: advice.jsonl' }).count()).toBe(1);
    const map = mapOf(page);
    expect(await map.locator('.plot').getAttribute('aria-label')).toContain(
      `Map of ${samples} samples`,
    );
    await map.getByRole('button', { name: 'Table', exact: true }).click();
    const table = map.getByRole('grid');
    expect(await table.getAttribute('aria-rowcount')).toBe(String(samples + 1));
  });

  test('finds, removes and brings back a sample with the keyboard alone', async () => {
    await freshMap();
    await focusEditor(page);
    await runCommand(page, showMap);
    await tabTo(page, '.plot');
    const line = await goToPoint(page, 'ArrowRight');
    await page.keyboard.press('Space');
    await waitForSelected(page, 1, samples);
    await tabTo(page, '.selection button:text-is("Remove")');
    await page.keyboard.press('Enter');
    await waitForMap(page, samples - 1);
    expect(await savedLines()).toEqual(without([line]));
    await undo();
    expect(await session.savedText()).toBe(text);
    await waitForMap(page, samples);
  });

  test('removes exactly the samples within a lasso', async () => {
    await freshMap();
    const { path, inside } = pathAroundSome(await drawnSamples(session));
    await drawLasso(page, path);
    await waitForSelected(page, inside.length, samples);
    await mapOf(page).locator('.selection').getByRole('button', { name: 'Remove' }).click();
    await waitForMap(page, samples - inside.length);
    expect(await savedLines()).toEqual(without(inside.map(({ line }) => line)));
    await undo();
    expect(await session.savedText()).toBe(text);
    await waitForMap(page, samples);
  });

  test('gets to a sample from its hover, and sees the selection marked in the editor', async () => {
    const map = await freshMap();
    const marks = page.locator('.view-overlays [class*="TextEditorDecorationType"]');
    await expect.poll(() => marks.count()).toBe(0);
    await goToFirstFinding(page);
    const place = await page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText();
    await pointAt(page, page.locator(squiggles).first());
    const hover = page.locator('.monaco-hover:visible');
    await clickOn(page, hover.locator('a').filter({ hasText: 'Show on the map' }));
    await waitForSelected(page, 1, samples);
    const line = /\d+/.exec(place)?.[0] ?? '';
    await map.getByRole('heading', { name: `line ${line}`, exact: true }).waitFor();
    await marks.first().waitFor({ state: 'attached' });
    await map.getByRole('button', { name: 'Select nothing' }).click();
    await expect.poll(() => marks.count()).toBe(0);
  });

  test('goes from the map to a line, and from a line to the map', async () => {
    const map = await freshMap();
    await map.getByRole('button', { name: 'Table', exact: true }).click();
    await map.getByRole('grid').focus();
    await page.keyboard.press('End');
    const row = map.locator('.table-row[data-focused="true"]');
    await row.waitFor();
    const line = /\d+/.exec((await row.getAttribute('id')) ?? '')?.[0] ?? '';
    await page.keyboard.press('Enter');
    const number = Number(line) + 1;
    await page.locator('.statusbar-item', { hasText: `Ln ${number},` }).waitFor();
    await map.locator(`#row-${line}[data-cursor="true"]`).waitFor();
    await page.keyboard.press('Control+Home');
    await map.locator(`#row-${line}[data-cursor="false"]`).waitFor();
  });

  test('moves the threshold, and the findings follow', async () => {
    const map = await freshMap();
    const count = async () =>
      Number(/^(\d+) finding/.exec((await statusItem(page).innerText()).trim())?.[1] ?? 0);
    const before = await count();
    await map.getByRole('tab', { name: 'Threshold' }).click();
    const handle = map.getByRole('slider', { name: 'Threshold' });
    const promised = async () =>
      Number(/: (\d+) of \d+ lines/.exec((await handle.getAttribute('aria-valuetext')) ?? '')?.[1]);
    await handle.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await handle.boundingBox()) ?? fail();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    const axis = (await handle.locator('..').boundingBox()) ?? fail();
    await page.mouse.move(axis.x + axis.width / 10, y + height / 2, { steps: 8 });
    await page.mouse.up();
    await expect.poll(promised).toBeGreaterThan(before);
    const more = await promised();
    await expect.poll(count, { timeout: 20_000 }).toBe(more);
    await handle.press('End');
    await handle.press('Enter');
    await expect.poll(promised).toBeLessThan(more);
    const fewer = await promised();
    await expect.poll(count, { timeout: 20_000 }).toBe(fewer);
  });
});

function fail(): never {
  throw new Error('There is nothing to point at.');
}
