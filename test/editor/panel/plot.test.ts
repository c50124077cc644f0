import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fit, boundsOf, toScreen } from '../../../media/panel/model/viewport.ts';
import { openPlotPage, plotSize, type PlotPage } from './plot-page.ts';

type Told = readonly [name: string, ...details: unknown[]];

const palette = "['#0072b2', '#e69f00', '#009e73', '#cc79a7']";
let plot: PlotPage;

beforeAll(async () => {
  plot = await openPlotPage();
});
afterAll(() => plot.close());
beforeEach(async () => {
  await plot.run(`
    harness.show({ points: harness.scattered(10000, 4), palette: ${palette}, renderer: 'webgl',
      tool: 'pan', viewport: null, focused: null });
    await harness.drawn();
    harness.events.length = 0;`);
});

const told = () => plot.run<Told[]>('await harness.drawn(); return harness.events');

/** Where all points are on the screen while everything fits. */
async function placesOf(): Promise<{ x: number; y: number }[]> {
  const [x, y] = await plot.run<[number[], number[]]>(
    'const { x, y } = harness.state.points; return [Array.from(x), Array.from(y)];',
  );
  const points = { count: x.length, x: Float32Array.from(x), y: Float32Array.from(y) };
  const view = fit(boundsOf(points), plotSize);
  return x.map((across, row) => toScreen(view, plotSize, { x: across, y: y[row] ?? NaN }));
}

describe('the plot', () => {
  it('draws the same points with WebGL and without', async () => {
    const rows = await placesOf();
    const places = rows.map(({ x, y }) => [Math.floor(x), Math.floor(y)] as const);
    const pixels = (renderer: string) =>
      plot.run<number[][]>(`
        harness.show({ renderer: '${renderer}' });
        return harness.pixels(${JSON.stringify([...places, [3, 3], [796, 596]])});`);
    const webgl = await pixels('webgl');
    const canvas = await pixels('canvas');
    const differences = webgl.map((pixel, at) =>
      Math.max(...pixel.map((value, channel) => Math.abs(value - (canvas[at]?.[channel] ?? NaN)))),
    );
    // Without WebGL a point's middle is rounded to a pixel, so that its edge may differ.
    const alike = differences.filter((difference) => difference < 64).length;
    expect(alike / differences.length).toBeGreaterThan(0.97);
    for (const drawn of [webgl, canvas]) {
      const onPoints = drawn.slice(0, rows.length);
      expect(
        onPoints.filter(([red, green, blue]) => isBackground(red, green, blue)).length,
      ).toBeLessThan(rows.length * 0.01);
      expect(drawn.slice(rows.length)).toEqual([
        [31, 31, 31, 255],
        [31, 31, 31, 255],
      ]);
    }
    expect(plot.problems).toEqual([]);
  });

  it('by itself draws without WebGL where the processor would draw that', async () => {
    await plot.run("harness.show({ renderer: 'auto' })");
    expect(await told()).toEqual([
      ['renderer', 'canvas', expect.stringContaining('draws WebGL without a graphics card')],
    ]);
  });

  it('draws nothing that is hidden, with either renderer', async () => {
    const places = (await placesOf())
      .slice(0, 500)
      .map(({ x, y }) => [Math.floor(x), Math.floor(y)]);
    for (const renderer of ['webgl', 'canvas']) {
      const pixels = await plot.run<number[][]>(`
        const { points } = harness.state;
        const flags = new Uint8Array(points.count).fill(harness.pointFlags.hidden);
        harness.show({ renderer: '${renderer}', points: { ...points, flags } });
        return harness.pixels(${JSON.stringify(places)});`);
      expect(pixels.every(([red, green, blue]) => isBackground(red, green, blue))).toBe(true);
    }
  });

  it('selects what lies within a lasso, and reports what the pointer does', async () => {
    await plot.run("harness.show({ tool: 'lasso' })");
    const corners = [
      { x: 120, y: 90 },
      { x: 400, y: 140 },
      { x: 330, y: 320 },
      { x: 200, y: 200 },
      { x: 90, y: 330 },
    ];
    const { mouse } = plot.page;
    await mouse.move(120, 90);
    await mouse.down();
    for (const { x, y } of corners.slice(1)) await mouse.move(x, y);
    await mouse.up();
    const expected = (await placesOf()).flatMap(({ x, y }, row) =>
      isInside(corners, x, y) ? [row] : [],
    );
    expect(expected.length).toBeGreaterThan(100);
    const [selection] = (await told()).filter(([name]) => name === 'select');
    expect(selection).toEqual(['select', expected, 'replace']);
  });

  it('adds with shift and removes with alt, and clicks one point', async () => {
    await plot.run("harness.show({ tool: 'rectangle' })");
    const { mouse, keyboard } = plot.page;
    for (const key of ['Shift', 'Alt']) {
      await keyboard.down(key);
      await mouse.move(100, 100);
      await mouse.down();
      await mouse.move(300, 260);
      await mouse.up();
      await keyboard.up(key);
    }
    const target = (await placesOf())[4321] ?? { x: NaN, y: NaN };
    await mouse.click(target.x, target.y);
    const selections = (await told()).filter(([name]) => name === 'select');
    expect(selections.map(([, , mode]) => mode)).toEqual(['add', 'remove', 'replace']);
    expect(selections[0]?.[1]).toEqual(selections[1]?.[1]);
    expect(selections[2]?.[1]).toHaveLength(1);
    expect((await told()).map(([name]) => name)).toContain('focus');
  });

  it('zooms about the pointer and pans with it', async () => {
    const { mouse } = plot.page;
    const before = (await placesOf())[10] ?? { x: NaN, y: NaN };
    await mouse.move(before.x, before.y);
    await mouse.wheel(0, -300);
    await plot.page.waitForFunction('window.plotHarness.state.viewport !== null');
    // The browser reports whole pixels of the mouse, so that what is under it may move within one.
    const zoomed = await plot.run<{ x: number; y: number }>(screenOf(10));
    expect(Math.abs(zoomed.x - before.x)).toBeLessThan(1);
    expect(Math.abs(zoomed.y - before.y)).toBeLessThan(1);
    await mouse.down();
    await mouse.move(before.x + 50, before.y + 20);
    await mouse.up();
    const panned = await plot.run<{ x: number; y: number }>(screenOf(10));
    expect(Math.abs(panned.x - (before.x + 50))).toBeLessThan(1);
    expect(Math.abs(panned.y - (before.y + 20))).toBeLessThan(1);
  });

  it('is walked through, opened and toggled by keyboard', async () => {
    const { keyboard } = plot.page;
    await plot.page.getByRole('application', { name: 'Map of samples' }).focus();
    for (const key of [
      'ArrowRight',
      'ArrowRight',
      'ArrowUp',
      'Enter',
      'Space',
      '+',
      '0',
      'Escape',
    ]) {
      await keyboard.press(key);
    }
    const events = (await told()).filter(([name]) => name !== 'hover');
    expect(events.map(([name]) => name)).toEqual([
      'focus',
      'focus',
      'focus',
      'open',
      'toggle',
      'focus',
    ]);
    const [first, second, third, opened, toggled, left] = events.map(
      ([, row]) => row as number | null,
    );
    const places = await placesOf();
    const [one, two] = [places[first ?? -1], places[second ?? -1]];
    expect(two?.x).toBeGreaterThanOrEqual(one?.x ?? NaN);
    expect(new Set([first, second, third]).size).toBe(3);
    expect([opened, toggled, left]).toEqual([third, third, null]);
  });

  it('goes on without the graphics card when that is lost, and with it when it is back', async () => {
    await plot.run(`
      harness.show({ renderer: 'webgl' });
      await harness.drawn();
      const restore = await harness.loseContext();
      await harness.drawn();
      window.whenLost = await harness.pixels([[250, 170]]);
      await restore();
      await harness.drawn();
      window.whenBack = await harness.pixels([[250, 170]]);`);
    const [lost, back] = await plot.run<[number[][], number[][]]>(
      'return [window.whenLost, window.whenBack]',
    );
    for (const [red, green, blue] of [...lost, ...back]) {
      expect(isBackground(red, green, blue)).toBe(false);
    }
    const renderers = (await told()).filter(([name]) => name === 'renderer');
    expect(renderers.slice(-2)).toEqual([
      ['renderer', 'canvas', expect.stringContaining('was lost')],
      ['renderer', 'webgl', null],
    ]);
  });
});

describe('the plot in a browser without WebGL', () => {
  it('draws on a canvas and says so', async () => {
    const without = await openPlotPage({ webgl: false });
    try {
      const events = await without.run<Told[]>(`
        HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
          apply: (get, canvas, [kind, ...rest]) =>
            kind === 'webgl2' ? null : Reflect.apply(get, canvas, [kind, ...rest]),
        });
        harness.show({ points: harness.scattered(100, 1) });
        await harness.drawn();
        return harness.events;`);
      expect(events).toEqual([['renderer', 'canvas', expect.stringContaining('graphics card')]]);
    } finally {
      await without.close();
    }
  });
});

/** A script that answers where a row is on the screen now. */
function screenOf(row: number): string {
  return `const { points, viewport } = harness.state;
    return { x: (points.x[${row}] - viewport.x) * viewport.scale + innerWidth / 2,
      y: innerHeight / 2 - (points.y[${row}] - viewport.y) * viewport.scale };`;
}

function isBackground(red = 0, green = 0, blue = 0): boolean {
  return red === 31 && green === 31 && blue === 31;
}

function isInside(corners: readonly { x: number; y: number }[], x: number, y: number): boolean {
  let odd = false;
  corners.forEach((from, at) => {
    const to = corners[(at + 1) % corners.length] ?? from;
    if (from.y > y !== to.y > y) {
      if (x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)) odd = !odd;
    }
  });
  return odd;
}
