import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { mapOf, tabTo } from './map-page.ts';
import { openSession, pictureOfFailure, type Session } from './session.ts';
import {
  focusEditor,
  goToLine,
  runCommand,
  statusItem,
  waitForFindings,
  waitForSentence,
} from './workbench.ts';

const fileName = 'danger-played-down.json';
/** Lines of the example in which somebody is talked out of help, counted from 1. */
const harmful = [6, 11, 13] as const;

let session: Session;
let page: Page;

beforeEach(async () => {
  session = await openSession({ lines: 24, width: 1500, height: 950 });
  page = session.page;
  await waitForFindings(page);
});

afterEach(async (context) => {
  await pictureOfFailure(page, context);
  await session.close();
});

/** The files of features, by name. */
async function featureFiles(): Promise<Record<string, string>> {
  const folder = join(session.workspace, '.latent-lint', 'features');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']));
}

interface Feature {
  readonly threshold: number;
  readonly figures: unknown;
  readonly examples: readonly { readonly sign: string }[];
}

async function feature(): Promise<Feature | null> {
  const text = (await featureFiles())[fileName];
  return text === undefined ? null : (JSON.parse(text) as Feature);
}

/** The text of the feature's file once it says how sure the feature is: that is worked out after the mark. */
async function settledText(examples: number): Promise<string> {
  await expect
    .poll(async () => {
      const now = await feature();
      return now?.figures === null ? 0 : now?.examples.length;
    })
    .toBe(examples);
  return (await featureFiles())[fileName] ?? '';
}

/** A key after the one that all keys of Latent Lint begin with. */
async function press(key: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.press(key);
}

const said = (sentence: string | RegExp) => waitForSentence(page, sentence);

/** Marks a line with the keyboard; the first mark is asked for a name. */
async function markLine(line: number, key: 'l' | 'j' = 'l'): Promise<void> {
  await goToLine(page, line);
  await press(key);
  if ((await feature()) === null) {
    await page.locator('.quick-input-widget:visible', { hasText: 'have in common' }).waitFor();
    await page.keyboard.type('Danger played down');
    await page.keyboard.press('Enter');
  }
  await said(`Marked line ${line} “${key === 'l' ? 'more' : 'not'} like this”`);
}

/** Takes the row of a list that has the focus: it is the one with this text. */
async function takeRow(text: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row.focused');
  await row.filter({ hasText: text }).waitFor();
  await page.keyboard.press('Enter');
}

/** The rows of the findings view that name the feature. */
const findings = () =>
  page
    .locator('.pane-body .monaco-list-row[aria-level="2"]')
    .filter({ hasText: 'Danger played down' });

const gutterMarks = () =>
  page.locator('.editor-instance [class*="cgmr"][class*="TextEditorDecorationType"]');

test('marks lines and takes a mark back with the keyboard alone', async () => {
  expect(await featureFiles()).toEqual({});
  await runCommand(page, 'Latent Lint: Show Findings');
  await page.locator('.pane-body .monaco-list:focus .monaco-list-row.focused').waitFor();
  await focusEditor(page);
  expect(await gutterMarks().count()).toBe(0);
  await markLine(harmful[0]);
  await markLine(harmful[1]);
  const before = await settledText(2);
  await markLine(harmful[2]);
  await settledText(3);
  await expect.poll(() => findings().count()).toBeGreaterThanOrEqual(3);
  await gutterMarks().first().waitFor({ state: 'attached' });
  await press('Shift+B');
  await said(`Taken back: marking line ${harmful[2]}.`);
  expect(await featureFiles()).toEqual({ [fileName]: before });
  await press('Shift+B');
  await said(`Taken back: marking line ${harmful[1]}.`);
  await press('Shift+B');
  await said(`Taken back: marking line ${harmful[0]}.`);
  expect(await featureFiles()).toEqual({});
  await expect.poll(() => findings().count()).toBe(0);
  await expect.poll(() => gutterMarks().count()).toBe(0);
});

test('reviews borderline lines with the keyboard alone', async () => {
  await markLine(harmful[0]);
  await markLine(3, 'j');
  await settledText(2);
  await goToLine(page, 1);
  await press('Shift+L');
  await tabTo(page, 'button:text-is("Review borderline lines")');
  await page.keyboard.press('Enter');
  const progress = mapOf(page).locator('.review-progress');
  const sample = mapOf(page).locator('.review-sample');
  const answered = async (key: string, count: number, examples: number) => {
    await sample.waitFor();
    await page.keyboard.press(key);
    await progress.filter({ hasText: new RegExp(`^${count} answered`) }).waitFor();
    await expect.poll(async () => (await feature())?.examples.length).toBe(examples);
  };
  await answered('a', 1, 3);
  await answered('r', 2, 4);
  await answered('u', 1, 3);
  expect((await feature())?.examples.map(({ sign }) => sign).sort()).toEqual([
    'negative',
    'positive',
    'positive',
  ]);
  await page.keyboard.press('Escape');
  await sample.waitFor({ state: 'detached' });
});

test('writes a feature for other tools and brings it back, with the editor’s own dialogs', async () => {
  await markLine(harmful[0]);
  await settledText(1);
  const input = page.locator('.quick-input-widget:visible input[type="text"]');
  const exported = join(session.workspace, 'danger-played-down.safetensors');
  await runCommand(page, 'Latent Lint: Export a Feature');
  await takeRow('Danger played down');
  await expect.poll(() => input.inputValue()).toBe(exported);
  await page.keyboard.press('Enter');
  await expect.poll(() => readdir(session.workspace)).toContain('danger-played-down.safetensors');
  await runCommand(page, 'Latent Lint: Import a Feature');
  await takeRow('From a file');
  await expect.poll(() => input.inputValue()).toBe(`${session.workspace}/`);
  await input.fill(exported);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget:visible', { hasText: 'have in common' }).waitFor();
  await input.fill('Brought back');
  await page.keyboard.press('Enter');
  await said('“Brought back” was imported');
  const files = await featureFiles();
  const directionOf = (name: string) => /"direction": "[^"]+"/.exec(files[name] ?? '')?.[0];
  expect(directionOf('brought-back.json')).toBeDefined();
  expect(directionOf('brought-back.json')).toBe(directionOf(fileName));
});

test('adds ordinary data and scores of another tool, with the editor’s own dialogs', async () => {
  const { workspace } = session;
  const input = page.locator('.quick-input-widget:visible input[type="text"]');
  const choose = async (file: string) => {
    await expect.poll(() => input.inputValue()).toBe(`${workspace}/`);
    await input.fill(join(workspace, file));
    await page.keyboard.press('Enter');
  };
  const told = () => statusItem(page).locator('a').getAttribute('aria-label');
  await focusEditor(page);
  await runCommand(page, 'Latent Lint: Add Ordinary Data of Your Own');
  await takeRow('Files');
  await choose('advice.jsonl');
  await said(/The reference in force: own data \(2\d lines\) and the pack/);
  await expect.poll(told).toContain('Compared with own data');
  await focusEditor(page);
  await press('Shift+B');
  await said('Taken back: adding ordinary data');
  await expect.poll(told).not.toContain('Compared with own data');
  await writeFile(join(workspace, 'scores.csv'), 'line,score\n1,0.1\n2,0.9\n3,0.2\n6,0.8\n');
  await runCommand(page, 'Latent Lint: Import Another Tool’s Scores');
  await choose('scores.csv');
  await said('Imported the scores of scores.csv');
});

test('moves the threshold of a feature, and the findings follow', async () => {
  await markLine(harmful[0]);
  await markLine(harmful[1]);
  await settledText(2);
  await runCommand(page, 'Latent Lint: Show Map of This File');
  const map = mapOf(page);
  await map.getByRole('tab', { name: 'My features' }).click();
  const threshold = map.getByLabel(/^Nearer than/);
  const counted = map.getByText(/^\d+ lines? flagged/).first();
  const countBefore = await counted.innerText();
  const flagged = async () =>
    Number(/^(\d+) finding/.exec((await statusItem(page).innerText()).trim())?.[1] ?? 0);
  const before = await flagged();
  await threshold.fill('20');
  await threshold.press('Enter');
  await expect.poll(async () => (await feature())?.threshold).toBeCloseTo(0.2);
  await expect.poll(flagged).toBeGreaterThan(before);
  const more = await flagged();
  await expect.poll(() => counted.innerText()).not.toBe(countBefore);
  await threshold.fill('99');
  await threshold.press('Enter');
  await expect.poll(flagged).toBeLessThan(more);
  expect(await flagged()).toBe(before);
});
