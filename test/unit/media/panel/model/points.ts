import fc from 'fast-check';
import { pointFlags, type Points } from '../../../../../media/panel/plot/scene.ts';

/** Points at these places; those in `hidden` are hidden. */
export function pointsAt(
  places: readonly (readonly [x: number, y: number])[],
  hidden: readonly number[] = [],
): Points {
  const flags = new Uint8Array(places.length);
  for (const row of hidden) flags[row] = pointFlags.hidden;
  return {
    count: places.length,
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
    colour: new Uint8Array(places.length),
    radius: new Uint8Array(places.length).fill(30),
    flags,
  };
}

/** So many points in clusters, the same every time. */
export function scattered(count: number): Points {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const places = { x: new Float32Array(count), y: new Float32Array(count) };
  for (let row = 0; row < count; row++) {
    const cluster = Math.floor(random() * 12);
    places.x[row] = Math.cos(cluster) * 5 + (random() + random() + random() - 1.5) * 1.5;
    places.y[row] = Math.sin(cluster * 2) * 5 + (random() + random() + random() - 1.5) * 1.5;
  }
  return { ...pointsAt([]), ...places, count, flags: new Uint8Array(count) };
}

/** Places on a coarse raster, so that many coincide or lie on one line; some have none. */
export const anyPoints: fc.Arbitrary<Points> = fc
  .array(
    fc.record({
      x: fc.oneof(fc.integer({ min: -6, max: 6 }), fc.double({ min: -6, max: 6, noNaN: true })),
      y: fc.oneof(fc.integer({ min: -6, max: 6 }), fc.constant(NaN)),
      hidden: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    pointsAt(
      rows.map(({ x, y }) => [x, y] as const),
      rows.flatMap(({ hidden }, row) => (hidden ? [row] : [])),
    ),
  );

/** The rows that a brute-force search looks at. */
export function visibleRows(points: Points): number[] {
  return Array.from({ length: points.count }, (_, row) => row).filter(
    (row) =>
      ((points.flags[row] ?? 0) & pointFlags.hidden) === 0 &&
      Number.isFinite(points.x[row]) &&
      Number.isFinite(points.y[row]),
  );
}
