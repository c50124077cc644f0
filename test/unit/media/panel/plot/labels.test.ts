import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels, type LabelBox } from '../../../../../media/panel/plot/labels.ts';

const size = { width: 400, height: 300 };

function label(x: number, y: number, first = false): LabelBox {
  return { at: { x, y }, width: 80, height: 16, first };
}

describe('placeLabels', () => {
  it('puts a label to the right of its mark, and to the left at the right border', () => {
    expect(placeLabels([label(100, 100)], size)).toEqual([{ x: 109, y: 92 }]);
    expect(placeLabels([label(390, 100)], size)).toEqual([{ x: 301, y: 92 }]);
  });

  it('covers as few points as it can', () => {
    const right = { x: 140, y: 100 };
    const left = { x: 60, y: 98 };
    expect(placeLabels([label(100, 100)], size, [right])).toEqual([{ x: 11, y: 92 }]);
    expect(placeLabels([label(100, 100)], size, [right, left])).toEqual([{ x: 60, y: 75 }]);
    const everywhere = Array.from({ length: 40 * 30 }, (_, at) => {
      return { x: 10 * (at % 40), y: 10 * Math.floor(at / 40) };
    });
    expect(placeLabels([label(100, 100)], size, everywhere)).not.toContain(null);
  });

  it('leaves a label out that has no place, and never the first for another', () => {
    const crowd = Array.from({ length: 30 }, (_, at) => label(200, 150, at === 29));
    const placed = placeLabels(crowd, size);
    expect(placed[29]).not.toBeNull();
    expect(placed).toContain(null);
    expect(placeLabels([label(-50, 100), label(100, 999)], size)).toEqual([null, null]);
  });

  it('lets no label lie on another or off the screen', () => {
    const anyLabel = fc.record({
      at: fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) }),
      width: fc.integer({ min: 5, max: 150 }),
      height: fc.constant(16),
      first: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyLabel, { maxLength: 25 }), (labels) => {
        const boxes = placeLabels(labels, size).flatMap((place, at) =>
          place === null ? [] : [{ ...place, width: labels[at]?.width ?? 0 }],
        );
        for (const [at, one] of boxes.entries()) {
          expect(one.x >= 0 && one.x + one.width <= 400 && one.y >= 0 && one.y <= 284).toBe(true);
          for (const other of boxes.slice(at + 1)) {
            const across = one.x < other.x + other.width && other.x < one.x + one.width;
            expect(across && Math.abs(one.y - other.y) < 16).toBe(false);
          }
        }
      }),
    );
  });
});
