import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import type { MapTarget } from '../../map-protocol.ts';
import { parseSavedState, type SavedState } from '../../core/exchange/saved-state.ts';
import { CannotDo } from '../cannot-do.ts';
import { asCannotDo, distinctFiles } from '../input.ts';
import { findPack } from '../open-pack.ts';
import { checkOutput, writeOutput } from '../output-file.ts';
import { Project } from '../project.ts';
import { toPlainText } from '../plain-text.ts';
import { ProgressBar } from '../progress-bar.ts';
import { saySkipped, SkippedLines } from '../skipped-lines.ts';
import { collectMap } from './collect.ts';
import { reportPage } from './html.ts';
import type { ReportOptions } from './options.ts';
import { ServerProcess, type OpenedFile } from './server-process.ts';
import { addUnread, addUnscored } from './skipped.ts';
import { withoutPaths } from './without-paths.ts';

/** The server keeps the text of open files, as for an editor, so it takes what an editor would hand over. */
const largestFile = 50e6;

/**
 * Writes one page that shows the map of some files in any browser, with nothing to edit.
 * @returns the exit code.
 * @throws {CannotDo} with one sentence.
 */
export async function report(options: ReportOptions, signal: AbortSignal): Promise<0> {
  const output = await checkOutput(options.output, options.files);
  const project = new Project((sentence) => {
    process.stderr.write(`latent-lint: ${sentence}\n`);
  });
  const files: OpenedFile[] = [];
  const skipped = new SkippedLines();
  const names = distinctFiles(options.files);
  const state = await readSavedState(names);
  if (state !== null) {
    await writeOutput(output, await pageOf(state));
    process.stdout.write(`Wrote ${toPlainText(options.output)}.\n`);
    return 0;
  }
  for (const file of names) {
    files.push(await openFile(file, skipped));
    await project.check(file);
  }
  const bar = new ProgressBar(process.stderr, process.stderr.isTTY);
  const packFolder = await findPack(options.pack);
  bar.say('Loading the model …');
  signal.throwIfAborted();
  const server = new ServerProcess(({ files: [first], message }) =>
    bar.say(toPlainText(first?.message ?? message)),
  );
  const stop = (): void => void server.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await server.start({
      packFolder,
      ...(options.store !== null && { storageFolder: path.resolve(options.store) }),
      settings: { include: ['**/*'], exclude: [] },
    });
    signal.throwIfAborted();
    for (const file of files) await server.scan(file);
    const target = { uris: files.map(({ uri }) => uri), projection: options.projection };
    const page = await makePage(server, target, {
      options,
      files: names,
      skipped,
      say: (text) => bar.say(text),
    });
    await writeOutput(output, page);
  } finally {
    signal.removeEventListener('abort', stop);
    bar.clear();
    await server.stop();
    if (!signal.aborted) saySkipped(skipped);
  }
  process.stdout.write(`Wrote ${toPlainText(options.output)}.\n`);
  return 0;
}

interface PageWork {
  readonly options: ReportOptions;
  /** As they were named, in the order of the target. */
  readonly files: readonly string[];
  readonly skipped: SkippedLines;
  /** Told what goes on, in a few words. */
  readonly say: (text: string) => void;
}

async function makePage(
  server: ServerProcess,
  target: MapTarget,
  { options, files, skipped, say }: PageWork,
): Promise<string> {
  const names = files.map((file) => path.basename(file));
  const found = await collectMap(server, target, options.samples, say);
  addUnscored(skipped, files, found);
  const shown = withoutPaths(target, found, names);
  const { pack } = server;
  return pageOf({
    latentLintMap: 1,
    made: `Made by Latent Lint ${version} with the pack ${pack?.name ?? ''} ${pack?.version ?? ''}.`,
    names,
    target: shown.target,
    ...shown.collected,
    page: null,
  });
}

/** A saved map, as the page reads it. */
interface SavedPage {
  readonly names: readonly string[];
  readonly [part: string]: unknown;
}

/** The page that shows a saved map. */
async function pageOf(saved: SavedPage): Promise<string> {
  const beside = (name: string): Promise<string> =>
    readFile(fileURLToPath(new URL(`./${name}`, import.meta.url)), 'utf8');
  return reportPage({
    title: `${saved.names.join(', ')} – Latent Lint`,
    script: await beside('panel.js'),
    style: await beside('panel.css'),
    saved,
  });
}

/** What the panel saved, when that is the only file; null for all else, which says itself what is wrong with it. */
async function readSavedState([file, ...others]: readonly string[]): Promise<SavedState | null> {
  if (file === undefined || others.length > 0 || !/\.json$/i.test(file)) return null;
  return parseSavedState(await readFile(file, 'utf8').catch(() => ''));
}

async function openFile(file: string, skipped: SkippedLines): Promise<OpenedFile> {
  if (file === '-') {
    throw new CannotDo('A report is made of files, not of the standard input (-); name a file.');
  }
  try {
    const bytes = await readFile(file);
    if (bytes.length > largestFile) {
      throw new CannotDo(`'${toPlainText(file)}' is larger than 50 MB, too large for a report.`);
    }
    await addUnread(skipped, file, bytes);
    return { uri: pathToFileURL(path.resolve(file)).href, text: bytes.toString('utf8') };
  } catch (error) {
    throw error instanceof CannotDo ? error : asCannotDo(file, error);
  }
}
