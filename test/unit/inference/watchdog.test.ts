import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watchdog } from '../../../server/inference/watchdog.ts';

let silences = 0;
let watchdog: Watchdog;

beforeEach(() => {
  vi.useFakeTimers();
  silences = 0;
  watchdog = new Watchdog(1000, () => silences++);
});

afterEach(() => {
  vi.useRealTimers();
});

it('bears a silence up to its patience, and tells of a longer one once', () => {
  watchdog.watch();
  vi.advanceTimersByTime(999);
  expect(silences).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(silences).toBe(1);
});

it('counts from the last sign of life', () => {
  watchdog.watch();
  for (let k = 0; k < 5; k++) {
    vi.advanceTimersByTime(900);
    watchdog.heard();
  }
  expect(silences).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(silences).toBe(1);
});

it('does not mind silence at rest, nor is it woken by a late sign of life', () => {
  watchdog.watch();
  watchdog.rest();
  watchdog.heard();
  vi.advanceTimersByTime(10_000);
  expect(silences).toBe(0);
  watchdog.watch();
  watchdog.watch();
  vi.advanceTimersByTime(10_000);
  expect(silences).toBe(1);
});
