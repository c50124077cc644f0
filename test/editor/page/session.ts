import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import {
  findBrowser,
  launchBrowser,
  openPage,
  projectRoot,
  startHost,
  type Host,
} from '../../host/index.ts';

/** One editor with one browser and one workspace, as a person has them. */
export interface Session {
  readonly page: Page;
  readonly workspace: string;
  /** The text of the open file as it is on disk. */
  savedText(name?: string): Promise<string>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Only so many lines of the example: scoring takes its time. */
  readonly lines?: number;
  /** These lines so many times over. */
  readonly copies?: number;
  /** A packed extension to use instead of the sources. */
  readonly vsix?: string;
  /** Of Chromium, beyond the usual ones. */
  readonly browserFlags?: readonly string[];
  readonly width?: number;
  readonly height?: number;
}

const example = join(projectRoot, 'examples', 'advice.jsonl');
const fileName = 'advice.jsonl';

/** Opens a copy of the example, or of its first lines. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const workspace = await mkdtemp(join(tmpdir(), 'latent-lint-page-'));
  const file = join(workspace, fileName);
  if (options.lines === undefined) {
    await copyFile(example, file);
  } else {
    const lines = (await readFile(example, 'utf8')).split('\n').slice(0, options.lines);
    await writeFile(file, `${lines.join('\n')}\n`.repeat(options.copies ?? 1));
  }
  const report = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const browser = await launchBrowser(await findBrowser(report), {
    flags: options.browserFlags ?? [],
  });
  const { settings = {}, vsix } = options;
  const host = await startHost({ report, settings, ...(vsix === undefined ? {} : { vsix }) });
  const extension = vsix === undefined ? { extension: projectRoot } : {};
  const address = host.address({ workspace, file, ...extension });
  const { width = 1280, height = 800 } = options;
  const page = await openPage(browser, address, { width, height });
  return {
    page,
    workspace,
    savedText: (name = fileName) => readFile(join(workspace, name), 'utf8'),
    close: () => closeAll(browser, host, workspace),
  };
}

/** Keeps a picture of the window when a test failed, under `.cache/failures/`, named after the test. */
export async function pictureOfFailure(page: Page, { task }: TestContext): Promise<void> {
  if (task.result?.state === 'fail') {
    const name = task.name.replaceAll(/\W+/g, '-');
    await page.screenshot({ path: join(projectRoot, '.cache', 'failures', `${name}.png`) });
  }
}

async function closeAll(browser: Browser, host: Host, workspace: string): Promise<void> {
  await browser.close();
  await host.stop();
  await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
}
