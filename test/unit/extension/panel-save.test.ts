import { beforeEach, expect, test, vi } from 'vitest';
import { saveFromPanel } from '../../../extension/panel-save.ts';

const { writeFile, showInformationMessage, executeCommand } = vi.hoisted(() => ({
  writeFile: vi.fn(() => Promise.resolve()),
  showInformationMessage: vi.fn(),
  executeCommand: vi.fn(),
}));

vi.mock('vscode', () => ({
  window: {
    showSaveDialog: () => Promise.resolve({ path: '/d/map.csv' }),
    showInformationMessage,
  },
  workspace: { fs: { writeFile }, workspaceFolders: undefined },
  commands: { executeCommand },
}));

const save = { kind: 'save', name: 'map.csv', content: 'a,b', encoding: 'utf8' } as const;

beforeEach(() => void vi.resetAllMocks());

test('what is saved may be opened', async () => {
  showInformationMessage.mockResolvedValue('Open');
  await saveFromPanel(save, undefined);
  expect(writeFile.mock.calls).toEqual([[{ path: '/d/map.csv' }, Buffer.from('a,b')]]);
  expect(showInformationMessage.mock.calls).toEqual([['Saved map.csv.', 'Open']]);
  expect(executeCommand.mock.calls).toEqual([['vscode.open', { path: '/d/map.csv' }]]);
});

test('a saved file that cannot be opened is a failure that is shown', async () => {
  showInformationMessage.mockResolvedValue('Open');
  executeCommand.mockRejectedValue(new Error('It is gone.'));
  await expect(saveFromPanel(save, undefined)).rejects.toThrow('It is gone.');
});
