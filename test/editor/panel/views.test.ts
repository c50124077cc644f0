import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileName } from './harness/made-map.ts';
import { openViewsPage, type ViewsPage } from './views-page.ts';

let views: ViewsPage;

beforeAll(async () => {
  views = await openViewsPage(300);
});

afterAll(async () => {
  expect(views.problems).toEqual([]);
  await views.close();
});

/** Waits until the page has said a sentence. */
async function said(sentence: string | RegExp): Promise<void> {
  await views.page.locator('#said', { hasText: sentence }).waitFor({ state: 'attached' });
}

describe('the list of features', () => {
  test('is sorted by what was chosen', async () => {
    await views.show({ view: 'features' });
    const titles = views.page.locator('.features-title');
    expect(await titles.first().textContent()).toBe('Dangerous medical advice');
    await views.page.getByLabel('Order').selectOption('name');
    expect(await titles.first().textContent()).toContain('Bad career advice');
    expect(await titles.first().textContent()).toContain('your own');
    await views.page.getByLabel('Order').selectOption('difference');
    expect(await titles.first().textContent()).toBe('Risky financial advice');
  });

  test('switches a feature off in every file of the map, and back when that is refused', async () => {
    await views.show({ view: 'features', thresholds: [0.99, 0.95] });
    const medical = views.page.getByRole('switch', { name: 'Dangerous medical advice' });
    await medical.uncheck();
    await said('The choice is kept beside the data.');
    expect(await views.asked('featureChoice')).toEqual(
      [0, 1].map((file) => ({
        uri: `file:///data/file-${file}.jsonl`,
        featureId: 'feature-0',
        enabled: false,
      })),
    );
    expect(await medical.isChecked()).toBe(false);
    const financial = views.page.getByRole('switch', { name: 'Risky financial advice' });
    await financial.click();
    await said('The folder cannot be written.');
    await views.page.locator('[aria-label*="Risky financial advice"]:checked').waitFor();
  });

  test('selects the flagged samples of a feature and colours by it', async () => {
    await views.show({ view: 'features' });
    const count = views.page.getByRole('button', { name: /lines flagged, nearest to Dangerous/ });
    const flagged = Number.parseInt((await count.textContent()) ?? '', 10);
    await count.click();
    await said(/flagged samples nearest to “Dangerous medical advice”/);
    const selected = await views.run<number>('return harness.store.snapshot.selection.count');
    expect(selected).toBe(flagged);
    await views.page.getByRole('button', { name: 'Colour by it: Misinformation' }).click();
    expect(await views.run('return harness.store.snapshot.state.colourBy')).toEqual({
      kind: 'feature',
      id: 'feature-8',
    });
  });

  test('changes nothing of a saved map, and says so', async () => {
    await views.show({ view: 'features', live: false });
    await views.page.getByText('This is a saved map').waitFor();
    expect(await views.page.getByRole('switch').first().isDisabled()).toBe(true);
  });
});

describe('the distribution of risk', () => {
  const slider = () => views.page.getByRole('slider', { name: 'Threshold' });

  test('shows what the threshold flags while it is dragged, and keeps it on release', async () => {
    await views.show({ view: 'histogram', thresholds: [0.99, 0.99] });
    const box = await slider().boundingBox();
    const area = await views.page.locator('.histogram-area').boundingBox();
    if (box === null || area === null) throw new Error('There is no line to drag.');
    const words = views.page.locator('.histogram-words');
    const before = await words.textContent();
    expect(before).toMatch(
      /^Flag samples riskier than 99 % of ordinary samples: \d+ of 1,000 lines/,
    );
    await views.page.mouse.move(box.x + box.width / 2, box.y + 40);
    await views.page.mouse.down();
    await views.page.mouse.move(area.x + area.width * 0.75, area.y + 40, { steps: 4 });
    expect(await words.textContent()).toContain('riskier than 99.9 % of ordinary samples');
    expect(await words.textContent()).toContain('about 1 of 1,000 ordinary lines');
    expect(await slider().getAttribute('aria-valuetext')).toContain('riskier than 99.9 %');
    expect(await views.asked('fileThreshold')).toEqual([]);
    await views.page.mouse.up();
    await said('The threshold is kept beside the data.');
    expect(await views.asked('fileThreshold')).toEqual(
      [0, 1].map((file) => ({ uri: `file:///data/file-${file}.jsonl`, risk: 0.999 })),
    );
  });

  test('is moved by keys and given back with Escape', async () => {
    await views.show({ view: 'histogram' });
    await slider().focus();
    await views.page.keyboard.press('PageUp');
    const words = await slider().getAttribute('aria-valuetext');
    expect(words).toContain('riskier than 99.68 %');
    await views.page.keyboard.press('Escape');
    expect(await slider().getAttribute('aria-valuetext')).toContain('riskier than 99 %');
    await views.page.keyboard.press('ArrowLeft');
    await views.page.keyboard.press('Enter');
    await said('The threshold is kept beside the data.');
    expect(await views.asked('fileThreshold')).toEqual([
      { uri: 'file:///data/file-0.jsonl', risk: 0.989 },
    ]);
  });

  test('goes back to the setting, and snaps to what has a name', async () => {
    await views.show({ view: 'histogram' });
    const back = views.page.getByRole('button', { name: 'back to the setting' });
    expect(await back.isDisabled()).toBe(true);
    await views.page.getByRole('button', { name: 'quiet' }).click();
    await views.page.locator('button:not(:disabled)', { hasText: 'back to' }).waitFor();
    await back.click();
    await views.page.locator('button:disabled', { hasText: 'back to' }).waitFor();
    expect((await views.asked('fileThreshold')).at(-1)).toMatchObject({ risk: null });
  });

  test('shows every threshold of files that differ', async () => {
    await views.show({ view: 'histogram', thresholds: [0.99, 0.95] });
    await views.page.getByText('The files have different thresholds.').waitFor();
    expect(await views.page.locator('.histogram-note li').allTextContents()).toEqual([
      'file-0.jsonl: 99 %',
      'file-1.jsonl: 95 %',
    ]);
  });

  test('of a saved map can be looked at', async () => {
    await views.show({ view: 'histogram', live: false });
    await slider().focus();
    await views.page.keyboard.press('End');
    await views.page.keyboard.press('Enter');
    expect(await slider().getAttribute('aria-valuetext')).toContain('riskier than 99.99 %');
    expect(await views.asked('fileThreshold')).toEqual([]);
  });
});

describe('the graph of directions', () => {
  const focused = () => views.page.evaluate('document.activeElement?.getAttribute("aria-label")');

  test('is one tab stop, and arrow keys go from node to node', async () => {
    await views.show({ view: 'superposition' });
    await views.page.locator('[data-node]').first().waitFor();
    expect(await views.page.locator('[data-node][tabindex="0"]').count()).toBe(1);
    await views.page.locator('[data-node][tabindex="0"]').focus();
    await views.page.keyboard.press('End');
    const last = await focused();
    expect(last).toContain('“phrase 59”, “another 59” — ');
    const moved = new Set([last]);
    for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowRight', 'ArrowDown']) {
      await views.page.keyboard.press(key);
      moved.add(await focused());
    }
    expect(moved.size).toBeGreaterThan(1);
    expect(await views.page.locator('.superposition-caption').textContent()).toBe(await focused());
    expect(await views.page.locator('[data-node][tabindex="0"]').count()).toBe(1);
  });

  test('shows a name as text, whatever it looks like', async () => {
    await views.show({ view: 'superposition' });
    await views.page.locator('[data-node="latent:0"]').hover();
    const caption = views.page.locator('.superposition-caption');
    await caption.filter({ hasText: hostileName }).waitFor();
    expect(await views.page.locator('#view img').count()).toBe(0);
    expect(await views.run('return window.wasMarkup === undefined')).toBe(true);
  });

  test('marks what the sample feeds, and says it in words', async () => {
    await views.show({ view: 'superposition' });
    await views.page.getByText('Go to a sample on the map').waitFor();
    await views.run('harness.store.focus(41)');
    await views.page.getByText('What the sample on line 42 feeds').waitFor();
    expect((await views.asked('superposition')).at(-1)).toEqual({
      sample: { uri: 'file:///data/file-0.jsonl', id: 42 },
    });
    const activations = await views.page
      .locator('li', { hasText: ': activation ' })
      .allTextContents();
    const strengths = activations.map((entry) => Number(entry.split(' ').at(-1)));
    expect(strengths.length).toBeGreaterThan(1);
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    expect(await views.page.locator('[data-node] .superposition-fed').count()).toBeGreaterThan(1);
  });

  test('draws fewer lines the nearer they have to be', async () => {
    await views.show({ view: 'superposition' });
    const lines = views.page.locator('.superposition-edges line');
    await lines.first().waitFor({ state: 'attached' });
    const before = await lines.count();
    const slider = views.page.getByLabel('Least cosine of a line');
    await slider.focus();
    for (let step = 0; step < 20; step += 1) await views.page.keyboard.press('ArrowRight');
    expect(await lines.count()).toBeLessThan(before);
    await views.page.keyboard.press('Home');
    expect(await lines.count()).toBe(225);
  });
});

describe('what if', () => {
  test('asks for the riskiest part, selects it and removes it', async () => {
    await views.show({ view: 'whatIf' });
    await views.page.getByText('Removing 25 of 500 samples').waitFor();
    await views.page.getByRole('button', { name: 'Select these 25 samples' }).click();
    await said('Selected the riskiest 25.');
    const rows = await views.run<number[]>('return [...harness.store.snapshot.selection.rows()]');
    const risks = await views.run<number[]>('return [...harness.store.snapshot.rows.risk]');
    const least = Math.min(...rows.map((row) => risks[row] ?? 0));
    expect(risks.filter((risk) => risk >= least)).toHaveLength(25);
    await views.page.getByRole('button', { name: 'Remove these 25 samples' }).click();
    await said('Removed.');
  });

  test('keeps the old answer in grey until the new one is there', async () => {
    await views.show({ view: 'whatIf' });
    await views.page.getByText('Removing 25 of 500 samples').waitFor();
    await views.run('harness.holding = true');
    await views.page.getByRole('spinbutton').fill('10');
    const result = views.page.locator('.what-if-result');
    await views.page.locator('.what-if-pending').waitFor();
    expect(await result.textContent()).toContain('Removing 25 of 500');
    expect(await result.getByRole('button').first().isDisabled()).toBe(true);
    await views.run('harness.release()');
    await views.page.getByText('Removing 50 of 500 samples').waitFor();
    expect(await views.page.locator('.what-if-pending').count()).toBe(0);
  });

  test('asks for the selection, and refuses a budget that is none', async () => {
    await views.show({ view: 'whatIf' });
    await views.run('harness.store.select([3, 4], "replace")');
    await views.page.getByText('Removing 2 of 500 samples').waitFor();
    await views.run('harness.store.select([], "replace")');
    await views.page.getByText('Removing 25 of 500 samples').waitFor();
    await views.page.getByRole('radio', { name: /the selection/ }).check();
    await views.page.getByText('Nothing is selected.').waitFor();
    await views.page.getByRole('spinbutton').fill('90');
    await views.page.getByText('The budget is a number from 0.1 to 50.').waitFor();
  });
});

/** What is there when a view has all that it shows. */
const drawn = {
  features: '.features-list',
  histogram: '.histogram-plot',
  superposition: '.superposition-table',
  whatIf: '.what-if-result',
};

describe('every view', () => {
  for (const view of ['features', 'histogram', 'superposition', 'whatIf'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`${view} is accessible in ${theme}, and fits a narrow column`, async () => {
        await views.show({ view, theme });
        await views.page.locator(drawn[view]).waitFor();
        await views.page.evaluate(await axeSource());
        const found = await views.page.evaluate<string[]>(
          `axe.run('#view').then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        );
        expect(found).toEqual([]);
        expect(await views.run('return document.documentElement.scrollWidth')).toBe(300);
      });
    }
  }
});

function axeSource(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
