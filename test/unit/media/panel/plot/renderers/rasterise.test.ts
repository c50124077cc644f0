import { describe, expect, it } from 'vitest';
import { contentOf, drawContent } from '../../../../../../media/panel/plot/renderers/content.ts';
import { DensityImage } from '../../../../../../media/panel/plot/renderers/density-image.ts';
import { pointFlags, type Points } from '../../../../../../media/panel/plot/scene.ts';
import { pointsAt, scattered } from '../../model/points.ts';

const size = { width: 100, height: 80 };
const black = [0, 0, 0, 255];
const look = { background: '#000000', selection: '#ffffff', highContrast: true };
/** One unit of the map is one pixel, and its origin in the middle. */
const view = { x: 0, y: 0, scale: 1 };

function draw(points: Points, theme = look, palette = ['#ff0000', '#00ff00']) {
  const pixels = new Uint8ClampedArray(size.width * size.height * 4);
  const raster = { ...size, pixels };
  const content = contentOf(points, palette, theme);
  drawContent(raster, content, view, size, 1, new DensityImage());
  return (x: number, y: number) => {
    const at = ((size.height / 2 - y) * size.width + size.width / 2 + x) * 4;
    return [...pixels.subarray(at, at + 4)];
  };
}

function flagged(places: readonly (readonly [number, number])[], flags: readonly number[]): Points {
  return { ...pointsAt(places), flags: Uint8Array.from(flags) };
}

describe('drawContent', () => {
  it('draws discs where points are, in their colour, with y up, and the background elsewhere', () => {
    const colour = Uint8Array.of(0, 1);
    const pixel = draw({
      ...pointsAt([
        [0, 0],
        [20, 30],
      ]),
      colour,
    });
    expect(pixel(0, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(2, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(20, 30)).toEqual([0, 255, 0, 255]);
    expect(pixel(20, -30)).toEqual(black);
    expect(pixel(5, 0)).toEqual(black);
  });

  it('mixes a transparent point with what lies under it', () => {
    const soft = { ...look, highContrast: false, background: '#0000ff' };
    const [red = 0, green, blue = 0, alpha] = draw(pointsAt([[0, 0]]), soft)(0, 0);
    // Points that are few are nine tenths opaque.
    expect(red).toBeCloseTo(0.9 * 255, -0.5);
    expect(blue).toBeCloseTo(0.1 * 255, -0.5);
    expect([green, alpha]).toEqual([0, 255]);
  });

  it('draws hollow points as rings, and nothing that is hidden', () => {
    const places = [
      [0, 0],
      [20, 0],
    ] as const;
    const points = flagged(places, [pointFlags.hollow, pointFlags.hidden]);
    const pixel = draw({ ...points, radius: Uint8Array.of(60, 60) });
    expect(pixel(0, 0)).toEqual(black);
    expect(pixel(5, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(20, 0)).toEqual(black);
  });

  it('rings selected points and draws them over the others', () => {
    const places = [
      [0, 0],
      [1, 0],
    ] as const;
    const points = { ...flagged(places, [pointFlags.selected, 0]), colour: Uint8Array.of(0, 1) };
    const pixel = draw(points);
    expect(pixel(1, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(0, 5)).toEqual([255, 255, 255, 255]);
  });

  it('draws what reaches over a border on its own side alone', () => {
    const pixel = draw(pointsAt([[-50, 0]]));
    expect(pixel(-50, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(-50, -1)).toEqual([255, 0, 0, 255]);
    expect(pixel(49, 0)).toEqual(black);
    expect(pixel(49, 1)).toEqual(black);
  });

  it('shows the density of very many points, and selected ones over it', () => {
    const many = scattered(300_000);
    const spread = { x: many.x.map((x) => x * 5), y: many.y.map((y) => y * 5) };
    const flags = new Uint8Array(many.count);
    flags[0] = pointFlags.selected;
    const points = {
      ...many,
      ...spread,
      flags,
      colour: new Uint8Array(many.count).fill(1),
      radius: new Uint8Array(many.count).fill(30),
    };
    const pixel = draw(points, { ...look, highContrast: false });
    const x = Math.floor(points.x[0] ?? 0);
    const y = Math.ceil(points.y[0] ?? 0);
    const around = [-3, -2, -1, 0, 1, 2, 3].flatMap((across) => pixel(x + across, y)[0] ?? 0);
    expect(Math.max(...around)).toBeGreaterThan(200);
    expect(pixel(49, 39)).toEqual(black);
    const greens = Array.from({ length: 80 }, (_, at) => pixel(at - 40, 15)[1] ?? 0);
    expect(Math.max(...greens)).toBeGreaterThan(150);
  });
});
