import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitForMap } from '../page/map-page.ts';
import { openSession, pictureOfFailure, type Session } from '../page/session.ts';
import {
  clickOn,
  goToFirstFinding,
  openFile,
  pointAt,
  runCommand,
  squiggles,
  waitForFindings,
} from '../page/workbench.ts';

let session: Session;

beforeAll(async () => {
  const vsix = process.env['LATENT_LINT_VSIX'];
  expect(vsix, 'Run npm test -- vsix, which makes the package first.').toBeDefined();
  session = await openSession({ lines: 14, vsix: vsix ?? '' });
});

afterEach((context) => pictureOfFailure(session.page, context));
afterAll(() => session.close());

test('the installed package marks a risky sample and explains it', async () => {
  const { page } = session;
  await waitForFindings(page);
  await goToFirstFinding(page);
  await pointAt(page, page.locator(squiggles).first());
  await page.locator('.monaco-hover:visible').filter({ hasText: 'Nearest features' }).waitFor();
});

test('the installed package opens the page of a feature as a page, not as its source', async () => {
  const { page } = session;
  await clickOn(page, page.locator('.monaco-hover:visible a', { hasText: /^[a-z]+(-[a-z]+)+$/ }));
  await page.locator('.tab.active').filter({ hasText: '.md' }).waitFor();
});

test('the installed package shows the map of the file', async () => {
  const { page } = session;
  await openFile(page, 'advice.jsonl');
  await runCommand(page, 'Latent Lint: Show Map of This File');
  await waitForMap(page, 13);
});
