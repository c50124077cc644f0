import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageState } from '../../../media/panel/model/page-state.ts';
import { openMapPage, type MapPage } from './map-page.ts';

let map: MapPage;

beforeAll(async () => {
  map = await openMapPage();
});
afterAll(async () => {
  await map.close();
});

const splitter = () => map.page.getByRole('separator', { name: 'Size of the map' });
const valueNow = async () => Number(await splitter().getAttribute('aria-valuenow'));

/** Of an element, in CSS pixels. */
async function boxOf(selector: string): Promise<{ x: number; y: number; w: number; h: number }> {
  return map.run(`const { x, y, width, height } =
    document.querySelector('${selector}').getBoundingClientRect();
    return { x, y, w: width, h: height };`);
}

/** The split that the page has kept last. */
async function kept(): Promise<PageState['split'] | undefined> {
  const [state] = (await map.told('keepState')).at(-1) ?? [];
  return (state as PageState | undefined)?.split;
}

/** Drags the splitter by so many pixels. */
async function drag(across: number, down: number): Promise<void> {
  const { x, y, w, h } = await boxOf('.splitter');
  const from = { x: x + w / 2, y: y + h / 2 };
  await map.page.mouse.move(from.x, from.y);
  await map.page.mouse.down();
  await map.page.mouse.move(from.x + across, from.y + down, { steps: 4 });
  await map.page.mouse.up();
}

async function findingsOfAxe(): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await map.page.evaluate(await readFile(axe, 'utf8'));
  return map.page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
}

describe('the splitter of a wide panel', () => {
  test('leaves 400 pixels to what stands beside the map, until it is moved', async () => {
    await map.open({ samples: 40, width: 1100 });
    await expect.poll(async () => (await boxOf('.side')).w).toBeCloseTo(400, -1);
    expect(await splitter().getAttribute('aria-orientation')).toBe('vertical');
    expect(await valueNow()).toBe(64);
    expect(await findingsOfAxe()).toEqual([]);
  });

  test('is dragged with the pointer, and the map takes the room', async () => {
    await map.open({ samples: 40, width: 1100 });
    const before = await boxOf('.plot');
    await drag(-220, 30);
    await expect.poll(async () => (await boxOf('.plot')).w).toBeCloseTo(before.w - 220, -1);
    await expect.poll(valueNow).toBe(44);
    await expect.poll(async () => (await kept())?.beside).toBeCloseTo(0.436, 2);
    const canvas = await boxOf('.plot canvas');
    expect(canvas.w).toBeCloseTo((await boxOf('.plot')).w, 0);
  });

  test('goes no farther than its ends', async () => {
    await map.open({ samples: 40, width: 1100 });
    await drag(900, 0);
    await expect.poll(valueNow).toBe(80);
    await drag(-1000, 0);
    await expect.poll(valueNow).toBe(20);
  });

  test('is moved with keys, and stands there again after a reload', async () => {
    await map.open({ samples: 40, width: 1100, state: { split: { beside: 0.5 } } });
    await splitter().focus();
    await map.page.keyboard.press('ArrowRight');
    await map.page.keyboard.press('ArrowRight');
    await expect.poll(valueNow).toBe(54);
    await map.page.keyboard.press('ArrowUp');
    await map.page.keyboard.press('ArrowLeft');
    await expect.poll(valueNow).toBe(52);
    await map.page.keyboard.press('Home');
    await expect.poll(valueNow).toBe(20);
    await map.page.keyboard.press('End');
    await expect.poll(valueNow).toBe(80);
    await expect.poll(kept).toEqual({ beside: 0.8, below: null });
    await map.open({ samples: 40, width: 1100, state: { split: await kept() } });
    expect(await valueNow()).toBe(80);
    await splitter().dblclick();
    await expect.poll(valueNow).toBe(64);
  });
});

describe('the splitter of a narrow panel', () => {
  const narrow = { samples: 40, width: 600, height: 900 };

  test('lies between parts that stand one above the other', async () => {
    await map.open(narrow);
    const [stage, side] = [await boxOf('.stage'), await boxOf('.side')];
    expect(side.y).toBeGreaterThanOrEqual(stage.y + stage.h);
    expect(side.w).toBe(stage.w);
    expect(await splitter().getAttribute('aria-orientation')).toBe('horizontal');
    expect(await valueNow()).toBe(58);
    expect(await findingsOfAxe()).toEqual([]);
  });

  test('moves up and down, and leaves the place of the wide panel alone', async () => {
    await map.open({ ...narrow, state: { split: { beside: 0.3, below: 0.6 } } });
    await splitter().focus();
    await map.page.keyboard.press('ArrowUp');
    await map.page.keyboard.press('ArrowLeft');
    await expect.poll(valueNow).toBe(58);
    const { h } = await boxOf('.frame-body');
    await drag(40, -h * 0.2);
    await expect.poll(valueNow).toBe(38);
    await expect.poll(kept).toEqual({ beside: 0.3, below: expect.closeTo(0.38, 2) as number });
    await map.page.setViewportSize({ width: 1100, height: 900 });
    await expect.poll(valueNow).toBe(30);
    expect(await splitter().getAttribute('aria-orientation')).toBe('vertical');
  });
});
