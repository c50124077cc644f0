import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbersFromBase64 } from '../../../media/panel/model/base64.ts';
import type { ChangeFeatureParams, MarkParams } from '../../../server/own-feature-protocol.ts';
import { openMapPage, type MapPage, type MapPageOptions } from './map-page.ts';

const uri = 'file:///data/train.jsonl';
let map: MapPage;

beforeAll(async () => {
  map = await openMapPage();
});
afterAll(async () => {
  expect(map.problems).toEqual([]);
  await map.close();
});

/** Waits until the status line has said a sentence. */
async function said(sentence: string | RegExp): Promise<void> {
  await map.page.locator('.status-said', { hasText: sentence }).waitFor();
}

const button = (name: string | RegExp) => map.page.getByRole('button', { name });
const tab = (name: string) => map.page.getByRole('tab', { name, exact: true });

async function marks(): Promise<MarkParams[]> {
  return (await map.told('mark')).flatMap(([params]) =>
    typeof params === 'object' && params !== null ? [params as MarkParams] : [],
  );
}

async function changes(): Promise<ChangeFeatureParams[]> {
  return (await map.told('changeFeature')).map(([params]) => params as ChangeFeatureParams);
}

/** Opens the page with a feature that was made from line 10. */
async function openWithFeature(options: MapPageOptions = {}): Promise<void> {
  await map.open({ samples: 120, ...options });
  await map.run(`source.answer = 'Pump talk'`);
  await map.run(`source.say({ kind: 'select', uri: '${uri}', line: 9 })`);
  await map.page.locator('.details .marks').getByText('More like this').click();
  await said('Marked 1 for “Pump talk”.');
}

describe('making a feature', () => {
  test('asks for its name, marks the sample, and colours the map by it', async () => {
    await openWithFeature();
    expect(await map.told('ask')).toEqual([['A feature of your own']]);
    expect(await marks()).toMatchObject([{ uri, sign: 'positive', name: 'Pump talk' }]);
    await button('Colour the map by “pump talk”').click();
    await map.page
      .locator('.legend', { hasText: /pump talk/i })
      .first()
      .waitFor();
  });

  test('shows how a sample is marked, and takes the mark back', async () => {
    await openWithFeature();
    const pressed = map.page.locator('.details button[aria-pressed=true]');
    await pressed.filter({ hasText: 'More like this' }).click();
    await map.page.locator('.details button[aria-pressed=true]').waitFor({ state: 'detached' });
    expect((await marks()).at(-1)).toMatchObject({ sign: 'none', featureId: 'pump-talk' });
  });

  test('marks the whole selection', async () => {
    await openWithFeature();
    await map.run(`source.say({ kind: 'cursor', uri: '${uri}', line: 0 })`);
    await map.page.getByRole('searchbox').fill('Question 1');
    await map.page.getByRole('searchbox').press('Enter');
    await map.page.locator('.selection', { hasText: /^3\d of / }).waitFor();
    await map.page.locator('.selection').getByText('Not like this').click();
    await said(/^Marked 3\d for/);
    const mark = (await marks()).at(-1);
    expect(mark).toMatchObject({ sign: 'negative', featureId: 'pump-talk' });
    const samples = mark?.samples;
    const ids = samples !== undefined && 'ids' in samples ? numbersFromBase64(samples.ids) : [];
    expect(ids.length).toBeGreaterThan(30);
  });
});

describe('the list of one’s own features', () => {
  test('sets warnings off, goes to lines, and takes changes back', async () => {
    await openWithFeature();
    await tab('My features').click();
    await map.page.locator('.own-warning', { hasText: 'It may only tell a topic' }).waitFor();
    await map.page.getByText('What it finds').click();
    await map.page.locator('.own-sample').first().click();
    await said(/^Line \d+, /);
    await map.page.getByText('Marked lines of').click();
    await button('Take back the mark of line 10').click();
    await map.page.getByText('no line is marked').waitFor();
    await button('Undo marking line 10').click();
    await map.page.getByText('1 line like this, 0 not').waitFor();
  });

  test('changes switch, threshold, severity, name and reason', async () => {
    await openWithFeature();
    await tab('My features').click();
    await map.page.getByRole('switch', { name: 'Flag lines that are near to Pump talk' }).uncheck();
    await map.page.locator('.own-badge', { hasText: /^off$/ }).waitFor();
    const threshold = map.page.getByLabel('Nearer than');
    await threshold.fill('many');
    await map.page.getByText('A percentage from 0 to 100 is needed.').waitFor();
    await threshold.fill('99.5');
    await threshold.press('Enter');
    await expect.poll(async () => (await changes()).length).toBe(2);
    await map.page.getByLabel('Severity').selectOption('error');
    await said('The feature is changed (set).');
    await map.run(`source.answer = 'Coin talk'`);
    await button('More to do with Pump talk').click();
    await map.page.getByRole('menuitem', { name: 'Rename…' }).click();
    await map.page.locator('.own-title', { hasText: 'Coin talk' }).waitFor();
    expect((await changes()).map(({ change }) => change)).toEqual([
      { kind: 'set', enabled: false },
      { kind: 'set', threshold: 0.995 },
      { kind: 'set', severity: 'error' },
      { kind: 'set', title: 'Coin talk' },
    ]);
    await button('More to do with Coin talk').click();
    await map.page.getByRole('menuitem', { name: 'Export…' }).click();
    expect(await map.told('exportFeature')).toEqual([[uri, 'pump-talk']]);
    await button('More to do with Coin talk').click();
    await map.page.getByRole('menuitem', { name: 'Remove' }).click();
    await map.page.getByText('You have no features of your own yet.').waitFor();
    await button('Undo removing a feature').click();
    await map.page.locator('.own-title', { hasText: 'Coin talk' }).waitFor();
  });
});

describe('the review of borderline lines', () => {
  test('is walked with single keys, and every answer can be taken back', async () => {
    await openWithFeature();
    await tab('Review').click();
    await button('Review borderline lines').waitFor();
    await tab('Review').press('Tab');
    await map.page.keyboard.press('Tab');
    await map.page.keyboard.press('Enter');
    const place = map.page.locator('.review-place');
    await place.waitFor();
    const first = (await place.textContent()) ?? '';
    await map.page.keyboard.press('a');
    await said('More like this. Next: Line');
    await map.page.getByText('1 answered; separation').waitFor();
    const second = (await place.textContent()) ?? '';
    expect(second).not.toBe(first);
    await said(second);
    await map.page.keyboard.press('s');
    await map.page.getByText('1 answered, 1 skipped; separation').waitFor();
    await map.page.keyboard.press('r');
    await map.page.getByText('2 answered, 1 skipped; separation').waitFor();
    expect((await marks()).map(({ sign }) => sign)).toEqual(['positive', 'positive', 'negative']);
    for (const left of ['1 answered, 1 skipped;', '1 answered;', '0 answered;']) {
      await map.page.keyboard.press('u');
      await map.page.locator('.review-progress', { hasText: left }).waitFor();
    }
    expect(await place.textContent()).toBe(first);
    expect((await marks()).map(({ sign }) => sign).slice(3)).toEqual(['none', 'none']);
    await map.page.keyboard.press('u');
    await said('There is no answer of this review to take back.');
    await map.page.keyboard.press('Escape');
    await said('The review is over.');
    await expect
      .poll(async () => map.page.evaluate('document.activeElement?.textContent'))
      .toBe('Review borderline lines');
  });
});

describe('calibration', () => {
  const slider = () => map.page.getByRole('slider', { name: 'Threshold' });

  test('moves the risk’s threshold by keyboard, and says what it costs', async () => {
    await map.open({ samples: 120, state: { section: 'calibration' } });
    await slider().focus();
    await map.page.keyboard.press('PageUp');
    expect(await slider().getAttribute('aria-valuetext')).toMatch(
      /^At 99\.68 %, \d+ of 120 lines are flagged, and of 1,000 ordinary lines about 3\.\d/,
    );
    expect(await map.told('fileThreshold')).toEqual([]);
    await map.page.keyboard.press('Enter');
    await said('The file’s threshold is another one now.');
    expect(await map.told('fileThreshold')).toEqual([[{ uri, risk: 0.9968 }]]);
  });

  test('drags the threshold of one’s own feature', async () => {
    await openWithFeature();
    await tab('My features').click();
    await button('What thresholds cost').click();
    await map.page.locator('.calibration-table').waitFor();
    expect(await map.page.getByLabel('Threshold of').inputValue()).toBe('pump-talk');
    const area = await map.page.locator('.histogram-area').boundingBox();
    const line = await slider().boundingBox();
    if (area === null || line === null) throw new Error('There is no line to drag.');
    await map.page.mouse.move(line.x + line.width / 2, line.y + 30);
    await map.page.mouse.down();
    await map.page.mouse.move(area.x + area.width * 0.25, line.y + 30, { steps: 4 });
    await map.page.mouse.up();
    await said('The feature is changed (set).');
    expect((await changes()).at(-1)?.change).toEqual({ kind: 'set', threshold: 0.9 });
    await button('quiet 99.8 %').click();
    await map.page.locator('tr[aria-current]', { hasText: '99.8 %' }).waitFor();
  });

  test('shows which ordinary data counts, adds to it, and uses none', async () => {
    await map.open({ samples: 120, state: { section: 'calibration' } });
    await map.page.getByText('Reference in force: the pack.').waitFor();
    await button('Add files…').click();
    expect(await map.told('chooseOrdinary')).toEqual([[uri]]);
    await map.run(`source.own.addOrdinary(); source.say({ kind: 'changed', uris: ['${uri}'] })`);
    await map.page.getByText('Of 1,000 of your own ordinary lines, about 31 (21 to 41)').waitFor();
    await button('Use none').click();
    await map.page.getByText('Reference in force: the pack.').waitFor();
  });
});

describe('the second opinion', () => {
  test('counts agreement, selects what one side misses, and forgets scores', async () => {
    await map.open({ samples: 120, state: { section: 'secondOpinion' } });
    await map.page.locator('.opinion-table').first().waitFor();
    const cells = map.page.locator('.opinion-table').first().locator('tbody td');
    expect(await cells.allTextContents()).toEqual(['20', '3', '3', '94']);
    await button('Select all of Geometry only').first().click();
    await map.page.locator('.selection', { hasText: '3 of 120' }).waitFor();
    await button('Import scores…').click();
    expect(await map.told('chooseScores')).toEqual([[uri]]);
    await button('Forget the scores of judge.csv').click();
    await said('The scores of “judge.csv” are forgotten.');
    await map.page.getByRole('heading', { name: 'judge.csv' }).waitFor({ state: 'detached' });
  });
});

test('kept scores that are of no use are told of, beside those that are', async () => {
  await map.open({ samples: 40 });
  await map.run(`source.own.problems = ['The file x.jsonl is <b>damaged</b>.']`);
  await tab('Second opinion').click();
  await map.page.getByText('The file x.jsonl is <b>damaged</b>.').waitFor();
  await map.page.getByRole('heading', { name: 'judge.csv' }).waitFor();
});

test('a saved map says that there are no features of one’s own', async () => {
  await map.open({ live: false, state: { section: 'ownFeatures' } });
  await map.page.getByText('This is a saved map. Features of your own can be made').waitFor();
  expect(await tab('Review').count()).toBe(0);
  expect(await button('More like this').count()).toBe(0);
});

test('the list of all features selects what one’s own flags, and switches it off', async () => {
  await openWithFeature();
  await tab('Features').click();
  await button(/^14 lines flagged, nearest to Pump talk/).click();
  await map.page.locator('.selection', { hasText: '14 of 120' }).waitFor();
  await map.page.getByRole('switch', { name: 'Flag samples nearest to it: Pump talk' }).uncheck();
  await said('The feature is changed (set).');
  expect((await changes()).at(-1)?.change).toEqual({ kind: 'set', enabled: false });
});

describe('the colours of the map', () => {
  const openColours = () => openWithFeature({ state: { colourBy: { kind: 'nearest' } } });
  const entry = () => map.page.locator('.legend-entry', { hasText: 'Pump talk' });

  test('have an entry for what is nearest to a feature of one’s own, while it is on', async () => {
    await openColours();
    await entry().locator('.legend-count', { hasText: /^1$/ }).waitFor();
    await map.page.getByRole('checkbox', { name: 'Show Pump talk' }).uncheck();
    await expect.poll(async () => entry().getAttribute('data-shown')).toBe('false');
    await tab('Features').click();
    await map.page.getByRole('switch', { name: 'Flag samples nearest to it: Pump talk' }).uncheck();
    await entry().waitFor({ state: 'detached' });
  });

  test('can go by nearness to a feature of one’s own', async () => {
    await openColours();
    const choice = map.page.getByLabel('Colour', { exact: true });
    const own = choice.locator('optgroup', {
      has: map.page.locator('[value="feature:pump-talk"]'),
    });
    expect(await own.getAttribute('label')).toBe('Nearness to one of my features');
    await choice.selectOption({ label: 'Pump talk' });
    await map.page.locator('.legend h2', { hasText: /pump talk/i }).waitFor();
    const asked = map.page.locator('.legend-entry').first();
    await asked.waitFor();
    expect(await map.page.locator('.legend-entry').count()).toBeGreaterThan(1);
  });
});

test('a bundled feature shows what it finds', async () => {
  await map.open({ samples: 120, state: { section: 'features' } });
  await map.page.getByText('What it finds (Risky financial advice)').click();
  await map.page.getByRole('list', { name: 'Features nearest to Risky financial' }).waitFor();
  const lines = map.page.getByRole('list', { name: 'Lines nearest to Risky financial advice' });
  expect(await lines.getByRole('button').count()).toBe(5);
  await lines.getByRole('button').first().click();
  await said(/^Line \d+, /);
});

/** What is there when a view has all that it shows. */
const drawn = {
  'My features': '.own-item',
  Review: '.review-place',
  Calibration: '.calibration-table',
  'Second opinion': '.opinion-table',
};

describe('axe', () => {
  for (const theme of ['light', 'dark', 'high-contrast'] as const) {
    test.each(Object.entries(drawn))(
      `finds nothing serious in ${theme} in %s`,
      async (name, part) => {
        await openWithFeature({ theme, width: 300, height: 900 });
        await tab(name).click();
        if (name === 'Review') await button('Review borderline lines').click();
        await map.page.locator(part).first().waitFor();
        await map.page.evaluate(
          `for (const details of document.querySelectorAll('details')) details.open = true`,
        );
        const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
        await map.page.evaluate(await readFile(axe, 'utf8'));
        const found = await map.page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
        expect(found).toEqual([]);
        const wide = await map.page.evaluate(`(() => {
        const panel = document.querySelector('.side-panel');
        return [document.documentElement.scrollWidth, panel.scrollWidth - panel.clientWidth];
      })()`);
        expect(wide).toEqual([300, 0]);
      },
    );
  }
});
