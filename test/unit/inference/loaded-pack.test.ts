import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LoadedPack } from '../../../server/inference/loaded-pack.ts';

const packJson = readFileSync(new URL('./fixtures/tiny-pack/pack.json', import.meta.url), 'utf8');

/** What a process says when it is ready. */
function ready(measured: number, packHash = 'a') {
  return { kind: 'ready', packJson, packHash, probe: { expected: 0.5, measured }, rss: 1 } as const;
}

it.each([
  [0.5, false],
  [0.515, false],
  [0.485, false],
  [0.525, true],
  [0.475, true],
  [NaN, true],
])('compares the probe, measured as %d, with the pack', (measured, differs) => {
  const loaded = new LoadedPack();
  expect(loaded.accept(ready(measured)).kind).toBe('pack');
  expect(loaded.warning !== null).toBe(differs);
});

it('keeps a warning that one process has given', () => {
  const loaded = new LoadedPack();
  loaded.accept(ready(0.9));
  loaded.accept(ready(0.5));
  expect(loaded.warning).toContain('arithmetic');
});

it('warns of nothing without a probe', () => {
  const loaded = new LoadedPack();
  loaded.accept({ ...ready(0.9), probe: null });
  expect(loaded.warning).toBeNull();
});

it('takes the same pack from all processes only', () => {
  const loaded = new LoadedPack();
  loaded.accept(ready(0.5));
  expect(loaded.accept(ready(0.5)).kind).toBe('pack');
  expect(loaded.accept(ready(0.5, 'b'))).toMatchObject({ kind: 'problem' });
});
