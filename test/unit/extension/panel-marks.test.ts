import type { TextDocumentChangeEvent, TextEditor } from 'vscode';
import { beforeEach, expect, test, vi } from 'vitest';
import { PanelMarks } from '../../../extension/panel-marks.ts';

interface FakeEditor {
  readonly document: { readonly uri: string };
  /** Marked runs of lines, as the editor shows them now. */
  marks: readonly (readonly [number, number])[];
  setDecorations(type: unknown, ranges: readonly { start: number; end: number }[]): void;
}

const editor = vi.hoisted(() => ({
  editors: [] as FakeEditor[],
  show: undefined as unknown as (editors: readonly TextEditor[]) => void,
  change: undefined as unknown as (event: TextDocumentChangeEvent) => void,
  disposed: 0,
}));

vi.mock('vscode', () => ({
  Disposable: {
    from: (...all: { dispose?: () => void }[]) => ({
      dispose: () => all.forEach((one) => one.dispose?.()),
    }),
  },
  OverviewRulerLane: { Left: 1 },
  ThemeColor: Object,
  Range: function (this: object, start: number, _from: number, end: number) {
    Object.assign(this, { start, end });
  },
  window: {
    createTextEditorDecorationType: () => ({ dispose: () => editor.disposed++ }),
    onDidChangeVisibleTextEditors: (listener: typeof editor.show) => {
      editor.show = listener;
      return {};
    },
    get visibleTextEditors() {
      return editor.editors;
    },
  },
  workspace: {
    onDidChangeTextDocument: (listener: typeof editor.change) => {
      editor.change = listener;
      return {};
    },
  },
}));

const uri = 'file:///d/data.jsonl';

function openEditor(address = uri): FakeEditor {
  const opened: FakeEditor = {
    document: { uri: address },
    marks: [],
    setDecorations: (_type, ranges) => {
      opened.marks = ranges.map(({ start, end }) => [start, end]);
    },
  };
  editor.editors.push(opened);
  return opened;
}

/** Removes whole lines, as the editor tells of it. */
function removeLines(from: number, to: number): void {
  const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
  const event = { document: { uri }, contentChanges: [{ range, text: '' }] };
  editor.change(event as unknown as TextDocumentChangeEvent);
}

beforeEach(() => {
  editor.editors = [];
  editor.disposed = 0;
});

test('all editors of the file get the marks, and no other', () => {
  const [one, two, other] = [openEditor(), openEditor(), openEditor('file:///d/other.jsonl')];
  new PanelMarks().set(uri, [1, 2, 5]);
  const runs = [
    [1, 2],
    [5, 5],
  ];
  expect([one.marks, two.marks, other.marks]).toEqual([runs, runs, []]);
});

test('an editor that is opened later gets them where they are by then', () => {
  const marks = new PanelMarks();
  marks.set(uri, [1, 5]);
  removeLines(2, 4);
  const late = openEditor();
  editor.show(editor.editors as unknown as TextEditor[]);
  expect(late.marks).toEqual([
    [1, 1],
    [3, 3],
  ]);
});

test('a file that is not shown any more loses its marks, and the panel takes all with it', () => {
  const shown = openEditor();
  const marks = new PanelMarks();
  marks.set(uri, [0]);
  marks.keepOnly(['file:///d/other.jsonl']);
  expect(shown.marks).toEqual([]);
  marks.dispose();
  expect(editor.disposed).toBe(1);
});
