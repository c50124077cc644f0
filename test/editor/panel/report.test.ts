import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, projectRoot } from '../../host/index.ts';

const hostile = '</script><img src=x onerror="document.title=\'broken\'"><b>bold</b>';
const example = join(projectRoot, 'examples', 'advice.jsonl');

let folder: string;
let browser: Browser;
let page: Page;
let samples: number;
let flagged: number;
const problems: string[] = [];

/** Runs the built command in the folder of the test. */
async function command(...args: string[]): Promise<string> {
  const program = join(projectRoot, 'bin', 'latent-lint.mjs');
  // A scan that finds something ends with 1.
  const run = promisify(execFile)(process.execPath, [program, ...args], { cwd: folder });
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  return stdout;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-lint-report-'));
  const lines = (await readFile(example, 'utf8')).split('\n').slice(0, 24);
  lines.push(JSON.stringify({ prompt: 'What is this?', completion: hostile }));
  await writeFile(join(folder, 'data.jsonl'), `${lines.join('\n')}\n`);
  const scanned = await command('scan', 'data.jsonl', '--format', 'json', '--store', 'scores');
  const results = scanned
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { format: string | null; flagged?: boolean });
  samples = results.filter(({ format }) => format !== null).length;
  flagged = results.filter((result) => result.flagged === true).length;
  const said = await command('report', 'data.jsonl', '-o', 'report.html');
  expect(said).toBe('Wrote report.html.\n');
  browser = await launchBrowser(await findBrowser((text) => process.stderr.write(`${text}\n`)));
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`asked for ${request.url()}`);
  });
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  problems.length = 0;
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  await page.locator('.status-counts').waitFor();
});

describe('a report in a browser', () => {
  test('shows as many samples and findings as a scan finds, and asks for nothing', async () => {
    const counts = page.locator('.status-counts', { hasText: `${flagged} flagged` });
    await counts.waitFor();
    expect(flagged).toBeGreaterThan(0);
    expect(await counts.innerText()).toContain(`${samples} samples`);
    expect(problems).toEqual([]);
  });

  test('shows the text of samples as text, whatever it holds', async () => {
    await page.getByText('Table', { exact: true }).click();
    await page.locator('.table-sort', { hasText: 'Line' }).click();
    await page.locator('[role=columnheader][aria-sort=ascending]').waitFor();
    await page.locator('.table').focus();
    await page.keyboard.press('End');
    await page.getByText(hostile).first().waitFor();
    expect(await page.title()).toContain('data.jsonl');
    expect(await page.locator('img').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('offers nothing that would change the file', async () => {
    await page.locator('.status-counts').waitFor();
    for (const name of ['Remove', 'Move to quarantine', 'Set weight 0']) {
      const buttons = page.getByRole('button', { name, exact: false });
      for (const button of await buttons.all()) expect(await button.isDisabled()).toBe(true);
    }
  });

  test('says so when the browser does not let it copy', async () => {
    await page.evaluate(
      `navigator.clipboard.writeText = () => Promise.reject(new Error('Write permission denied.'))`,
    );
    await page.getByText('Table', { exact: true }).click();
    await page.locator('.table').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'More to do with the selection' }).click();
    await page.getByRole('menuitem', { name: 'Copy line numbers' }).click();
    const said = page.locator('.status-said', { hasText: /cop/i });
    expect(await said.innerText()).toBe('The browser did not let this page copy anything.');
    expect(problems).toEqual([]);
  });

  test('has nothing serious to say for axe', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core');
    await page.evaluate(await readFile(axe, 'utf8'));
    const found = await page.evaluate<{ id: string; impact: string }[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, impact }) => ({ id, impact })))`,
    );
    expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });
});
