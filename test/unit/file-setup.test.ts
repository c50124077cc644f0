import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Configuration } from '../../server/configuration.ts';
import { StatusReporter } from '../../server/features/status.ts';
import { FileSetup } from '../../server/file-setup.ts';
import { defaultSettings } from '../../server/parse-settings.ts';
import type { StatusParams } from '../../server/protocol.ts';
import { FileScan } from '../../server/scan/file-scan.ts';
import { scan, textLine, type Scanned } from './features/scanned.ts';

const unreadable = {
  list: 'The ignore list could not be read, so samples that it names may be flagged.',
  settings: 'The file .latent-lint/settings.json could not be read; it was left as it is.',
  ordinary: 'The file .latent-lint/ordinary.json could not be read.',
};

let root: string;
let scanned: Scanned;
let file: FileScan;
let setup: FileSetup;
let warnings: string[];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'latent-lint-setup-'));
  scanned = await scan([textLine('0.1')]);
  const { scanner, own } = scanned.context;
  file = new FileScan(pathToFileURL(path.join(root, 'data.jsonl')).href, 1, textLine('0.1'));
  scanner.add(file);
  warnings = [];
  const log = { ...scanned.context.log, warn: (text: string) => warnings.push(text) };
  const configuration: Pick<Configuration, 'get'> = {
    get: async () => Promise.resolve(defaultSettings()),
  };
  const parts = { ...scanned.context, own };
  setup = new FileSetup(configuration, parts, [root], log);
  await mkdir(at('.latent-lint'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

const at = (...names: string[]): string => path.join(root, ...names);
const setUp = async (): Promise<void> => setup.setUp(file, () => true);

/** What the status bar shows of the file. */
async function message(): Promise<string> {
  let sent: StatusParams | null = null;
  const reporter = new StatusReporter(
    scanned.context,
    () => ({ state: 'ready', message: '', workers: 1 }),
    async (status) => {
      sent = status;
      return Promise.resolve();
    },
  );
  await reporter.sendNow();
  return (sent as StatusParams | null)?.files.find(({ uri }) => uri === file.uri)?.message ?? '';
}

it('says in the status of a file what of its folder cannot be read, until it can', async () => {
  for (const name of ['ignore.jsonl', 'settings.json', 'ordinary.json']) {
    // A folder cannot be read as a file, whoever tries.
    await mkdir(at('.latent-lint', name));
  }
  await setUp();
  const { own } = scanned.context;
  // What is attached in the background is read by then.
  await loaded();
  expect(await message()).toMatch(
    new RegExp(`\\. ${unreadable.list} ${unreadable.settings} ${unreadable.ordinary}$`),
  );
  expect(warnings.map((text) => text.slice(0, unreadable.list.length))).toContain(unreadable.list);
  for (const name of ['ignore.jsonl', 'settings.json', 'ordinary.json']) {
    await rm(at('.latent-lint', name), { recursive: true });
  }
  await setUp();
  await loaded();
  expect(await message()).toMatch(/samples? scored[^.]*\.$/);
  expect(own.ordinary.problem(own.shelf(file.uri))).toBeNull();
});

it('says why settings and ordinary data do not count', async () => {
  await writeFile(at('.latent-lint', 'settings.json'), '[');
  await writeFile(at('.latent-lint', 'ordinary.json'), '[');
  await setUp();
  await loaded();
  const shown = await message();
  expect(shown).toContain('.latent-lint/settings.json');
  expect(shown).toMatch(/The file \.latent-lint\/ordinary\.json is damaged\.$/);
});

/** Resolves when the ordinary data of the folder was read. */
async function loaded(): Promise<void> {
  const { own, scanner } = scanned.context;
  const shelf = own.shelf(file.uri);
  if (shelf === undefined) throw new Error('The file is in no folder.');
  await own.ordinary.load(shelf, scanner.engine);
}
