import { beforeEach, expect, test, vi } from 'vitest';
import { actionMiddleware } from '../../../extension/actions.ts';
import { serverCommands, type ActionResult } from '../../../server/protocol.ts';

interface FakeDocument {
  readonly uri: string;
  readonly isDirty: boolean;
  readonly save: () => Promise<boolean>;
}

const editor = vi.hoisted(() => ({
  documents: [] as FakeDocument[],
  said: [] as string[],
  warned: [] as string[],
}));

vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ path: new URL(text).pathname, toString: () => text }) },
  workspace: {
    get textDocuments() {
      return editor.documents;
    },
  },
  window: {
    setStatusBarMessage: (text: string) => editor.said.push(text),
    showWarningMessage: (text: string) => {
      editor.warned.push(text);
      return Promise.resolve(undefined);
    },
  },
}));

const moved: ActionResult = {
  done: true,
  message: 'Moved 1 sample.',
  quarantine: 'file:///d/data.quarantine.jsonl',
};

const action = { uri: 'file:///d/data.jsonl', line: 0, contentHash: '' };

/** Runs the quarantine command; `answers` is what saving each document answers. */
async function quarantine(answers: Record<string, () => Promise<boolean>>): Promise<string[]> {
  const saved: string[] = [];
  editor.documents = Object.entries(answers).map(([name, answer]) => ({
    uri: `file:///d/${name}`,
    isDirty: true,
    save: () => {
      saved.push(name);
      return answer();
    },
  }));
  const run = actionMiddleware(() => undefined).executeCommand;
  const result: unknown = await run?.(serverCommands.quarantine, [action], () => moved);
  expect(result).toEqual(moved);
  return saved;
}

const yes = () => Promise.resolve(true);

beforeEach(() => {
  editor.said = [];
  editor.warned = [];
});

test('only the file that took the sample is saved', async () => {
  const files = { 'data2.quarantine.jsonl': yes, 'data.jsonl': yes, 'data.quarantine.jsonl': yes };
  expect(await quarantine(files)).toEqual(['data.quarantine.jsonl']);
  expect(editor.said).toEqual(['Moved 1 sample.']);
  expect(editor.warned).toEqual([]);
});

test.each([
  ['refuses', () => Promise.resolve(false)],
  ['fails', () => Promise.reject(new Error('No space.'))],
])('a warning names the file when saving it %s', async (_, answer) => {
  await quarantine({ 'data.quarantine.jsonl': answer });
  expect(editor.said).toEqual([]);
  expect(editor.warned).toEqual([
    'Moved 1 sample. data.quarantine.jsonl could not be saved: save it yourself before you close it.',
  ]);
});

test.each([
  [true, () => editor.said],
  [false, () => editor.warned],
])('what the server says is neither a link nor an icon (done: %s)', async (done, shown) => {
  const run = actionMiddleware(() => undefined).executeCommand;
  const message = 'Changed $(bug) [me](command:workbench.action.quit).jsonl.';
  await run?.(serverCommands.quarantine, [action], () => ({ done, message }));
  expect(shown()).toEqual([
    'Changed $\u200b(bug) [me]\u200b(command:workbench.action.quit).jsonl.',
  ]);
});
