import { describe, expect, it } from 'vitest';
import {
  hollowCount,
  placedCount,
  pointFlagsOf,
  radiiOf,
} from '../../../../../media/panel/model/points.ts';
import { pointFlags } from '../../../../../media/panel/plot/scene.ts';
import { makeRows } from '../made-rows.ts';

describe('radiiOf', () => {
  it('is smaller where there are many', () => {
    expect([...radiiOf(makeRows(2), { kind: 'same' }, null)]).toEqual([40, 40]);
    expect(radiiOf(makeRows(20_000), { kind: 'same' }, null)[0]).toBe(20);
  });

  it('grows with what it goes by, from 0.6 to 2.2 times the usual', () => {
    const risk = Float32Array.of(0.2, 0.99, 1, Number.NaN);
    const [low = 0, high = 0, most, none] = radiiOf(makeRows(4, { risk }), { kind: 'risk' }, null);
    expect(low).toBe(24);
    expect(high).toBeGreaterThan(low);
    expect(most).toBe(88);
    expect(none).toBe(24);
    const tokens = Uint32Array.of(0, 100, 1_000_000);
    const lengths = radiiOf(makeRows(3, { tokens }), { kind: 'length' }, null);
    expect([lengths[0], lengths[2]]).toEqual([24, 88]);
    const by = { kind: 'feature', id: 'a' } as const;
    expect([...radiiOf(makeRows(2), by, Float32Array.of(-0.1, 0.3))]).toEqual([24, 88]);
    expect([...radiiOf(makeRows(2), by, null)]).toEqual([40, 40]);
  });
});

describe('flags of points', () => {
  it('are hidden, selected and hollow', () => {
    const rows = makeRows(4, { fidelity: Float32Array.of(0.3, 0.34, Number.NaN, 0) });
    const flags = pointFlagsOf(rows, Uint8Array.of(0, 0, 1, 0), Uint8Array.of(0, 1, 0, 1));
    const { hidden, selected, hollow } = pointFlags;
    expect([...flags]).toEqual([hollow, selected, hidden, selected | hollow]);
    expect(hollowCount(rows)).toBe(2);
  });

  it('counts the rows with a place', () => {
    expect(placedCount(makeRows(3, { x: Float32Array.of(1, Number.NaN, 0) }))).toBe(2);
  });
});
