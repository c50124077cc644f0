import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Session } from './session.ts';

/** A place in CSS pixels, from the upper left corner of the plot. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A sample as the map draws it. */
export interface DrawnSample {
  /** From 0. */
  readonly line: number;
  readonly at: Place;
}

/** The page of the map: VS Code keeps it in a frame within a frame. */
export function mapOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** Waits until so many samples are on the map and have their scores. */
export async function waitForMap(page: Page, samples: number): Promise<void> {
  await mapOf(page)
    .locator('.status-counts')
    .filter({ hasText: new RegExp(`^${samples} samples? · \\d+ flagged$`) })
    .waitFor({ timeout: 90_000 });
}

/** Waits until the page says that so many samples are selected. */
export async function waitForSelected(page: Page, count: number, samples: number): Promise<void> {
  await mapOf(page)
    .locator('.selection')
    .filter({ hasText: `${count} of ${samples} samples selected` })
    .waitFor();
}

/** Goes to another sample of the plot with an arrow key, and answers with its line, from 0, as it is read out. */
export async function goToPoint(page: Page, key: string): Promise<number> {
  const said = mapOf(page).locator('.map-plot [role="status"]');
  const before = await said.innerText();
  await page.keyboard.press(key);
  await expect.poll(() => said.innerText()).not.toBe(before);
  expect(await said.innerText()).toMatch(/^Line \d+,/);
  return Number(/\d+/.exec(await said.innerText())?.[0]) - 1;
}

/** Presses Tab until the keyboard is on an element of the map. In the editor Tab would write into the file. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('IFRAME');
  const map = mapOf(page);
  const wanted = map.locator(selector).and(map.locator(':focus'));
  for (let tries = 0; tries < 120; tries++) {
    if ((await wanted.count()) > 0) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not get to ${selector}.`);
}

/**
 * Where the samples are drawn, from the state that the page saves: by the saved places, the saved view, and what
 * a view means (its centre, and pixels for one unit of the map). The view is saved once it was moved.
 */
export async function drawnSamples(session: Session): Promise<DrawnSample[]> {
  const { page } = session;
  const plot = mapOf(page).locator('.plot');
  await plot.press('-');
  const { columns, page: state } = await savedState(session);
  const { x: centreX, y: centreY, scale } = state.viewport;
  const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
  const [x, y, line] = [floats(columns.x), floats(columns.y), lines(columns.line)];
  return line
    .map((number, row) => ({
      line: number,
      at: {
        x: width / 2 + ((x[row] ?? NaN) - centreX) * scale,
        y: height / 2 - ((y[row] ?? NaN) - centreY) * scale,
      },
    }))
    .filter(({ at }) => !Number.isNaN(at.x) && !Number.isNaN(at.y));
}

interface SavedState {
  readonly columns: Readonly<Record<'x' | 'y' | 'line', string>>;
  readonly page: { readonly viewport: { readonly x: number; readonly y: number; scale: number } };
}

/** Saves the state with the menu and the editor's own dialog, and reads the file. */
async function savedState({ page, workspace }: Session): Promise<SavedState> {
  const map = mapOf(page);
  await map.getByRole('button', { name: 'Save the picture or the state' }).click();
  await map.getByRole('menuitem', { name: 'Save the state as JSON…' }).click();
  const dialog = page.locator('.quick-input-widget:visible input[type="text"]');
  await expect.poll(() => dialog.inputValue()).toBe(join(workspace, 'map.json'));
  await page.keyboard.press('Enter');
  const saved = join(workspace, 'map.json');
  await expect.poll(() => existsSync(saved)).toBe(true);
  const text = await readFile(saved, 'utf8');
  await rm(saved);
  return JSON.parse(text) as SavedState;
}

/** Draws around some samples with the lasso. */
export async function drawLasso(page: Page, path: readonly Place[]): Promise<void> {
  const map = mapOf(page);
  await map.getByRole('button', { name: 'Select by drawing around' }).click();
  const box = await map.locator('.plot').boundingBox();
  const [first, ...others] = path.map(({ x, y }) => ({
    x: x + (box?.x ?? 0),
    y: y + (box?.y ?? 0),
  }));
  if (first === undefined) {
    throw new Error('A lasso has a path.');
  }
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of others) {
    await page.mouse.move(x, y, { steps: 10 });
  }
  await page.mouse.up();
}

/**
 * A hollow path around some of the samples, and which they are: those that a ray to the right leaves through an
 * odd number of sides. No sample is so near to the path that a pixel decides.
 */
export function pathAroundSome(samples: readonly DrawnSample[]): {
  readonly path: readonly Place[];
  readonly inside: readonly DrawnSample[];
} {
  const xs = samples.map(({ at }) => at.x);
  const ys = samples.map(({ at }) => at.y);
  const [left, top] = [Math.min(...xs) - 8, Math.min(...ys) - 8];
  const [width, height] = [Math.max(...xs) + 8 - left, Math.max(...ys) + 8 - top];
  for (let step = 0; step < 400; step++) {
    const across = 0.3 + (step % 20) * 0.03;
    const down = 0.3 + Math.floor(step / 20) * 0.03;
    const path = [
      [0, 0],
      [across, 0],
      [across, down / 2],
      [across / 2, down / 2],
      [across / 2, down],
      [0, down],
    ].map(([x = 0, y = 0]) => ({ x: left + x * width, y: top + y * height }));
    const inside = samples.filter(({ at }) => isInside(at, path));
    const isClear = samples.every(({ at }) => nearestSide(at, path) > 5);
    if (isClear && inside.length >= 3 && inside.length <= samples.length - 3) {
      return { path, inside };
    }
  }
  throw new Error('The samples lie too close for a path between them.');
}

function isInside({ x, y }: Place, path: readonly Place[]): boolean {
  return (
    sides(path).filter(
      ([a, b]) => a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x),
    ).length %
      2 ===
    1
  );
}

/** How far a place is from the nearest side of a path. */
function nearestSide({ x, y }: Place, path: readonly Place[]): number {
  const distances = sides(path).map(([a, b]) => {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
    const part = Math.max(0, Math.min(1, along));
    return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
  });
  return Math.min(...distances);
}

function sides(path: readonly Place[]): (readonly [Place, Place])[] {
  return path.map((place, index) => [place, path[(index + 1) % path.length] ?? place]);
}

function bytes(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
}

function floats(base64: string): readonly number[] {
  return [...new Float32Array(bytes(base64))];
}

function lines(base64: string): readonly number[] {
  return [...new Uint32Array(bytes(base64))];
}
