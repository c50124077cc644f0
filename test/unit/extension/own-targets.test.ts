import { beforeEach, describe, expect, test, vi } from 'vitest';
import { markTarget, selectedLines } from '../../../extension/own-targets.ts';

interface FakeEditor {
  readonly document: { readonly uri: { readonly path: string }; readonly version: number };
  readonly selections: readonly ReturnType<typeof selection>[];
}

const editor = vi.hoisted(() => ({ active: undefined as FakeEditor | undefined }));

vi.mock('vscode', () => ({
  TabInputText: Map,
  window: {
    get activeTextEditor() {
      return editor.active;
    },
    tabGroups: { activeTabGroup: {} },
    visibleTextEditors: [],
  },
}));

const uri = 'file:///d/data.jsonl';

function selection(from: readonly [number, number], to: readonly [number, number]) {
  const [start, end] = [from, to].map(([line, character]) => ({ line, character }));
  if (start === undefined || end === undefined) throw new Error('A selection has two ends.');
  return { start, end, isEmpty: start.line === end.line && start.character === end.character };
}

function openEditor(...selections: ReturnType<typeof selection>[]): void {
  const address = { path: '/d/data.jsonl', toString: () => uri };
  editor.active = { document: { uri: address, version: 7 }, selections };
}

beforeEach(() => (editor.active = undefined));

describe('the lines of some selections', () => {
  const lines = (...all: ReturnType<typeof selection>[]) =>
    selectedLines(all as unknown as Parameters<typeof selectedLines>[0]);

  test('are those that they touch, each once', () => {
    expect(lines(selection([4, 0], [4, 0]))).toEqual([4]);
    expect(lines(selection([9, 3], [10, 2]), selection([2, 0], [2, 5]))).toEqual([2, 9, 10]);
    expect(lines(selection([1, 3], [3, 2]), selection([2, 0], [4, 1]))).toEqual([1, 2, 3, 4]);
  });

  test('are without the one that a selection only reaches the start of', () => {
    expect(lines(selection([1, 0], [3, 0]))).toEqual([1, 2]);
    expect(lines(selection([3, 0], [3, 0]))).toEqual([3]);
  });
});

describe('the samples that a command means', () => {
  const sample = { uri, line: 3, contentHash: 'ab' };
  const named = { uri, samples: { line: 3, contentHash: 'ab' }, lines: [3], name: undefined };

  test('are that of the link or quick fix', () => {
    openEditor(selection([5, 0], [5, 0]));
    expect(markTarget({ ...sample, risk: 0.5 })).toEqual(named);
    expect(markTarget({ ...sample, name: 'Pump talk' }).name).toBe('Pump talk');
  });

  test('are that of the row of the findings view', () => {
    expect(markTarget({ kind: 'finding', finding: { ...sample, featureId: 'x' } })).toEqual(named);
  });

  test.each([undefined, null, 'text', { path: '/d/data.jsonl' }, { ...sample, line: -1 }])(
    'are those of the editor in front else: %j',
    (argument) => {
      openEditor(selection([5, 2], [6, 1]));
      expect(markTarget(argument)).toEqual({
        uri,
        samples: { lines: [5, 6], version: 7 },
        lines: [5, 6],
        name: undefined,
      });
    },
  );

  test('are a sentence when nothing is in front', () => {
    expect(() => markTarget(undefined)).toThrow(/put the cursor on a line/);
  });
});
