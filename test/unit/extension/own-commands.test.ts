import type { LogOutputChannel } from 'vscode';
import { beforeEach, expect, test, vi } from 'vitest';
import { OwnCommands } from '../../../extension/own-commands.ts';
import type { OwnRequests } from '../../../extension/own-requests.ts';
import type { MapPanels } from '../../../extension/map-panels.ts';
import { feature, own } from './own-view.ts';

interface Said {
  readonly text: string;
  readonly offers: readonly string[];
  /** Presses the button with this title. */
  readonly press: (title: string) => void;
}

const editor = vi.hoisted(() => ({
  commands: Object.create(null) as Record<string, (argument: unknown) => Promise<unknown>>,
  said: [] as Said[],
  warned: [] as string[],
  failed: [] as string[],
}));

vi.mock('vscode', () => {
  const nothing = { dispose: () => undefined };
  return {
    Disposable: { from: () => nothing },
    TabInputText: Map,
    Uri: Object.assign(Map, { parse: String }),
    commands: {
      registerCommand: (name: string, run: (argument: unknown) => Promise<unknown>) => {
        editor.commands[name.replace('latentLint.', '')] = run;
        return nothing;
      },
    },
    window: {
      tabGroups: { activeTabGroup: {} },
      visibleTextEditors: [],
      showInformationMessage: (text: string, ...offers: string[]) =>
        new Promise((press) => editor.said.push({ text, offers, press })),
      showWarningMessage: (text: string) => {
        editor.warned.push(text);
        return Promise.resolve(undefined);
      },
      showErrorMessage: (text: string) => {
        editor.failed.push(text);
        return Promise.resolve(undefined);
      },
    },
  };
});

const uri = 'file:///d/data.jsonl';
const sample = { uri, line: 3, contentHash: 'ab', name: 'Pump talk' };
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

const asked: string[] = [];
const answer = (request: string, message: string) => (params: unknown) => {
  asked.push(`${request} ${JSON.stringify(params)}`);
  return Promise.resolve({ done: true, message, featureId: 'pump' });
};
let features = own([feature('pump')], 'pump');

function makeCommands(more: object = {}): void {
  const requests = {
    features: () => Promise.resolve(features),
    mark: answer('mark', 'Marked line 4.'),
    undo: answer('undo', 'Taken back: marking line 4.'),
    ...more,
  };
  const maps = {
    showSample: (place: unknown) => asked.push(`showSample ${JSON.stringify(place)}`),
    showSection: (file: unknown, section: string) => asked.push(`show ${String(file)} ${section}`),
  };
  new OwnCommands({
    requests: requests as unknown as OwnRequests,
    maps: maps as unknown as MapPanels,
    log: { error: () => undefined } as unknown as LogOutputChannel,
  });
}

beforeEach(() => {
  Object.assign(editor, { said: [], warned: [], failed: [] });
  asked.length = 0;
  features = own([feature('pump')], 'pump');
});

test('a mark is said with buttons that take it back and show it', async () => {
  makeCommands();
  const result = await editor.commands['moreLikeThis']?.(sample);
  expect(result).toMatchObject({ done: true });
  const [said] = editor.said;
  expect(said).toMatchObject({ text: 'Marked line 4.', offers: ['Undo', 'Show on the map'] });
  said?.press('Show on the map');
  await settle();
  expect(asked.at(-1)).toBe(`showSample ${JSON.stringify({ uri, line: 3 })}`);
});

test('“Undo” takes the last change back, and none that was made before it', async () => {
  makeCommands();
  await editor.commands['moreLikeThis']?.(sample);
  await editor.commands['notLikeThis']?.(sample);
  const [first, second] = editor.said;
  first?.press('Undo');
  await settle();
  expect(asked.filter((request) => request.startsWith('undo'))).toEqual([]);
  expect(editor.warned).toEqual([
    'Something else was changed since. Undo the last change of features first.',
  ]);
  second?.press('Undo');
  await settle();
  expect(asked.at(-1)).toBe(`undo ${JSON.stringify(uri)}`);
  expect(editor.said.at(-1)?.text).toBe('Taken back: marking line 4.');
});

test('what was not done is a warning without “Undo”', async () => {
  const mark = () => Promise.resolve({ done: false, message: 'It is marked so already.' });
  makeCommands({ mark });
  await editor.commands['moreLikeThis']?.(sample);
  expect(editor.said).toEqual([]);
  expect(editor.warned).toEqual(['It is marked so already.']);
});

test('the names of features in answers are text', async () => {
  makeCommands({ mark: answer('mark', 'Marked for “[x](command:y)”.') });
  await editor.commands['moreLikeThis']?.(sample);
  expect(editor.said[0]?.text).not.toContain('](');
});

test('a failure is one sentence, and the command ends', async () => {
  makeCommands({ features: () => Promise.reject(new Error('The server does not run.')) });
  expect(await editor.commands['moreLikeThis']?.(sample)).toBeUndefined();
  expect(editor.failed).toEqual(['Latent Lint: The server does not run.']);
});

test('the review opens in the map of the file, when there is something to review', async () => {
  makeCommands();
  await editor.commands['reviewBorderline']?.({ uri });
  expect(asked).toEqual([`show ${uri} review`]);
  features = own([]);
  await editor.commands['reviewBorderline']?.({ uri });
  expect(editor.failed.at(-1)).toMatch(/Mark a line/);
});

test('without a training file in front the commands say what is missing', async () => {
  makeCommands();
  await editor.commands['undoFeature']?.(undefined);
  await editor.commands['moreLikeThis']?.(undefined);
  expect(editor.failed).toEqual([
    'Latent Lint: Open a training file (JSON Lines) first.',
    'Latent Lint: Open a training file (JSON Lines) and put the cursor on a line.',
  ]);
});
