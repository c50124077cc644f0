import { describe, expect, test } from 'vitest';
import { viewState } from '../../../extension/findings-state.ts';
import { statusText } from '../../../extension/status-text.ts';
import type { FileStatus, StatusParams } from '../../../server/protocol.ts';

const file: FileStatus = {
  uri: 'file:///data.jsonl',
  version: 1,
  state: 'scanned',
  samples: 12,
  done: 12,
  findings: 0,
  skipped: [],
  message: '12 samples scored, 0 findings.',
};
const ready: StatusParams = {
  state: 'ready',
  message: 'Ready.',
  pack: null,
  workers: 1,
  files: [file],
};

/** What the status bar says of this file, in this state of the server. */
function short(change: Partial<FileStatus>, state: StatusParams['state'] = 'ready'): string {
  const shown = { ...file, ...change };
  return statusText({ ...ready, state }, { kind: 'scored', file: shown }).short;
}

describe('the status bar', () => {
  test('counts findings and progress', () => {
    expect(short({})).toBe('No findings');
    expect(short({ findings: 1 })).toBe('1 finding');
    expect(short({ findings: 3 })).toBe('3 findings');
    expect(short({ state: 'scanning', done: 5 })).toBe('Scanning 5 of 12');
    expect(short({ state: 'cancelled', done: 5 })).toBe('Stopped at 5 of 12');
  });

  test('says why there is no count', () => {
    expect(short({ state: 'off' })).toBe('Not scored');
    expect(short({}, 'paused')).toBe('Paused');
    expect(short({}, 'failed')).toBe('Failed');
    expect(short({}, 'starting')).toBe('Starting');
    const message = 'Too large.';
    const unscored = statusText(ready, { kind: 'unscored', message });
    expect(unscored).toMatchObject({ short: 'Not scored', sentence: message, severity: 'warning' });
  });
});

describe('the findings view', () => {
  const state = (status: Partial<StatusParams>) => viewState({ ...ready, ...status });

  test('explains a list without rows', () => {
    expect(state({ files: [] }).contexts.state).toBe('noFile');
    expect(state({}).contexts.state).toBe('clean');
    expect(state({ files: [{ ...file, state: 'off' }] }).contexts.state).toBe('off');
    expect(state({ files: [{ ...file, state: 'waiting' }] }).contexts.state).toBe('scanning');
    expect(state({ state: 'failed' }).contexts.state).toBe('failed');
  });

  test('has no message that would hide the welcome text of a list at rest', () => {
    expect(state({}).message).toBe('');
    expect(state({ state: 'failed' }).message).toBe('');
    const scanning = { ...file, state: 'scanning' as const, message: 'Scanning: 5 of 12.' };
    expect(state({ files: [file, scanning] }).message).toBe('Scanning: 5 of 12.');
  });

  test('counts the findings of all files on its icon', () => {
    const files = [
      { ...file, findings: 2 },
      { ...file, findings: 3 },
    ];
    expect(state({ files }).badge).toEqual({ value: 5, tooltip: '5 risky samples' });
    expect(state({}).badge).toBeUndefined();
  });
});
