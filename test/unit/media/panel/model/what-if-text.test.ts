import { describe, expect, test } from 'vitest';
import { riskiestRows } from '../../../../../media/panel/model/riskiest.ts';
import {
  budgetShare,
  driftRange,
  driftRows,
  driftWords,
  lossRows,
  removalWords,
  sharePercent,
} from '../../../../../media/panel/model/what-if-text.ts';
import { rowFlags } from '../../../../../server/map-protocol.ts';
import type { MapDrift } from '../../../../../server/map-work-protocol.ts';

function drift(id: string, now: number, after: number): MapDrift {
  return { id, title: id, now, after, random: [now, now - 0.01, now + 0.01] };
}

describe('the rows of the comparison', () => {
  const rows = driftRows([
    drift('same', 0.1, 0.105),
    drift('falls', 0.1, 0.05),
    drift('rises', 0.1, 0.2),
    drift('risk', 0.1, 0.1),
  ]);

  test('begin with the risk, then go by what is beyond chance', () => {
    expect(rows.map(({ id, change }) => [id, change])).toEqual([
      ['risk', 'chance'],
      ['rises', 'rises'],
      ['falls', 'falls'],
      ['same', 'chance'],
    ]);
    expect(rows.map(({ beyond }) => Number(beyond.toFixed(9)))).toEqual([0, 0.09, 0.04, 0]);
  });

  test('are said in one sentence', () => {
    expect(rows.slice(2, 3).map(driftWords)).toEqual([
      'falls: now 0.100, after removal 0.050; as many at random leave 0.100 ' +
        '(95 %: 0.090 to 0.110): falls by more than chance.',
    ]);
  });

  test('share a range with every value within', () => {
    const [low, high] = driftRange(rows);
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(0.2);
    expect(driftRange([])).toEqual([-0.1, 0.1]);
  });
});

describe('what is lost', () => {
  test('is counted in samples and tokens', () => {
    const result = {
      removed: 25,
      samples: 500,
      removedTokens: 1234,
      tokens: 60_000,
      draws: 1000,
      drift: [],
      lost: [],
    };
    expect(removalWords(result)).toBe(
      'Removing 25 of 500 samples loses 1,234 of 60,000 trained tokens (2.1 %).',
    );
  });

  test('is sorted by the share, without what loses nothing', () => {
    const lost = [
      { kind: 'topic', name: 'a', samples: 100, removed: 5 },
      { kind: 'topic', name: 'b', samples: 4, removed: 3 },
      { kind: 'topic', name: 'c', samples: 50, removed: 0 },
      { kind: 'format', name: 'd', samples: 154, removed: 8 },
    ] as const;
    expect(lossRows(lost, 'topic').map(({ name, share }) => [name, share])).toEqual([
      ['b', 0.75],
      ['a', 0.05],
    ]);
    expect(lossRows(lost, 'format')).toHaveLength(1);
  });

  test('has shares that stay readable', () => {
    expect([
      sharePercent(1, 8),
      sharePercent(1, 300),
      sharePercent(3, 3),
      sharePercent(0, 0),
    ]).toEqual(['13 %', '0.33 %', '100 %', '0 %']);
  });
});

describe('a budget', () => {
  test('is a number from 0.1 to 50, with point or comma', () => {
    expect(['5', ' 0.1 ', '2,5', '50'].map(budgetShare)).toEqual([0.05, 0.001, 0.025, 0.5]);
    expect(['', '0', '51', '-1', 'all', '1e999'].map(budgetShare)).toEqual(Array(6).fill(null));
  });

  test('takes the riskiest trained samples, the first ones of equal risk', () => {
    const rows = {
      count: 5,
      risk: Float32Array.of(0.1, 0.9, Number.NaN, 0.9, 0.99),
      flags: Uint8Array.of(
        rowFlags.scored,
        rowFlags.scored,
        0,
        rowFlags.scored,
        rowFlags.untrained,
      ),
    };
    expect(riskiestRows(rows, 1)).toEqual([1]);
    expect(riskiestRows(rows, 2)).toEqual([1, 3]);
    expect(riskiestRows(rows, 9)).toEqual([1, 3, 0]);
    expect(riskiestRows(rows, 0)).toEqual([]);
  });
});
