import type { LogOutputChannel, TextDocumentChangeEvent, TextEditor, Uri } from 'vscode';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServerLink } from '../../../extension/client.ts';
import { OwnMarks } from '../../../extension/own-marks.ts';
import type { OwnFeatures } from '../../../server/own-feature-protocol.ts';
import { example, feature, own } from './own-view.ts';

type Options = readonly { readonly range: { readonly line: number }; hoverMessage: string }[];

interface FakeEditor {
  readonly document: { readonly uri: string; version: number };
  /** Lines with each icon, as the editor shows them now. */
  readonly shown: Record<string, readonly number[]>;
  hovers: readonly string[];
  setDecorations(type: { icon?: string }, options: Options): void;
}

const editor = vi.hoisted(() => ({
  editors: [] as FakeEditor[],
  show: undefined as unknown as (editors: readonly TextEditor[]) => void,
  change: undefined as unknown as (event: TextDocumentChangeEvent) => void,
}));

vi.mock('vscode', () => {
  const nothing = { dispose: () => undefined };
  return {
    Disposable: { from: () => nothing },
    MarkdownString: class {
      value = '';
      appendText = (text: string) => (this.value += text);
    },
    OverviewRulerLane: { Center: 2 },
    Range: function (this: object, line: number) {
      Object.assign(this, { line });
    },
    ThemeColor: Object,
    Uri: { joinPath: (...parts: string[]) => parts.join('/') },
    window: {
      createTextEditorDecorationType: (options: { light?: { gutterIconPath: string } }) => ({
        icon: options.light?.gutterIconPath,
      }),
      onDidChangeVisibleTextEditors: (listener: typeof editor.show) => (editor.show = listener),
      get visibleTextEditors() {
        return editor.editors;
      },
    },
    workspace: {
      onDidChangeTextDocument: (listener: typeof editor.change) => (editor.change = listener),
      onDidCloseTextDocument: () => nothing,
    },
  };
});

const uri = 'file:///d/data.jsonl';
const positive = '/ext/media/mark-positive-light.svg';
const negative = '/ext/media/mark-negative-light.svg';
const marked = feature('pump', { examples: [example(1), example(5), example(7, 'negative')] });

function openEditor(): FakeEditor {
  const opened: FakeEditor = {
    document: { uri, version: 1 },
    shown: {},
    hovers: [],
    setDecorations: ({ icon }, options) => {
      if (icon === undefined) opened.hovers = options.map(({ hoverMessage }) => hoverMessage);
      else opened.shown[icon] = options.map(({ range }) => range.line);
    },
  };
  editor.editors.push(opened);
  return opened;
}

/** The marks, with what the server says of the file and of changes. */
function makeMarks(features: () => Promise<OwnFeatures>) {
  const tell: Record<string, (params: object) => void> = {};
  const link = {
    status: { files: [{ uri }] },
    onOwnFeaturesChanged: (listener: () => void) => (tell['features'] = listener),
    onScanFinished: (listener: () => void) => (tell['scan'] = listener),
    onStarted: (listener: () => void) => (tell['start'] = listener),
  };
  const log = { warn: vi.fn() };
  new OwnMarks(
    '/ext' as unknown as Uri,
    link as unknown as ServerLink,
    { features },
    log as unknown as LogOutputChannel,
  );
  const after = async (event: 'features' | 'scan') => {
    tell[event]?.(event === 'features' ? { uris: [uri] } : { uri });
    await vi.advanceTimersByTimeAsync(500);
  };
  return { after, log };
}

beforeEach(() => {
  editor.editors = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('marked lines have their icon when features change and when a scan ends', async () => {
  const opened = openEditor();
  let now = own([marked]);
  const { after } = makeMarks(() => Promise.resolve(now));
  await after('scan');
  expect(opened.shown).toEqual({ [positive]: [1, 5], [negative]: [7] });
  now = own([]);
  await after('features');
  expect(opened.shown).toEqual({ [positive]: [], [negative]: [] });
});

test('the hover has the name of a feature as text', async () => {
  const opened = openEditor();
  const title = '[x](command:y)';
  const { after } = makeMarks(() => Promise.resolve(own([{ ...marked, title }])));
  await after('scan');
  expect(opened.hovers).toMatchObject([
    { value: `Marked “More like this” for “${title}”.` },
    {},
    { value: `Marked “Not like this” for “${title}”.` },
  ]);
});

test('an editor that is opened later gets the marks where they are by then', async () => {
  openEditor();
  const features = vi.fn(() => Promise.resolve(own([marked])));
  const { after } = makeMarks(features);
  await after('scan');
  const range = { start: { line: 2, character: 0 }, end: { line: 4, character: 0 } };
  const event = { document: { uri }, contentChanges: [{ range, text: '' }] };
  editor.change(event as unknown as TextDocumentChangeEvent);
  const late = openEditor();
  editor.show(editor.editors as unknown as TextEditor[]);
  expect(late.shown).toEqual({ [positive]: [1, 3], [negative]: [5] });
  expect(features).toHaveBeenCalledTimes(1);
});

test('an answer for an older text is dropped, and the next scan asks again', async () => {
  const opened = openEditor();
  const { after } = makeMarks(() => {
    if (opened.document.version === 1) opened.document.version = 2;
    return Promise.resolve(own([marked]));
  });
  await after('features');
  expect(opened.shown).toEqual({});
  await after('scan');
  expect(opened.shown).toEqual({ [positive]: [1, 5], [negative]: [7] });
});

test('a failure is logged and leaves the marks as they are', async () => {
  const opened = openEditor();
  let isOff = false;
  const { after, log } = makeMarks(() =>
    isOff ? Promise.reject(new Error('It is off.')) : Promise.resolve(own([marked])),
  );
  await after('scan');
  isOff = true;
  await after('features');
  expect(opened.shown).toEqual({ [positive]: [1, 5], [negative]: [7] });
  expect(log.warn).toHaveBeenCalledWith(expect.stringContaining('It is off.'));
});
