import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { numbersFromBase64 } from '../../../media/panel/model/base64.ts';
import { parseSavedState } from '../../../server/core/exchange/saved-state.ts';
import { openMapPage, type MapPage } from './map-page.ts';

let map: MapPage;

beforeAll(async () => {
  map = await openMapPage();
});
afterAll(async () => {
  await map.close();
});
beforeEach(() => {
  (map.problems as string[]).length = 0;
});

/** Waits until the selection bar says so. */
async function selected(count: number): Promise<void> {
  await map.page.locator('.selection', { hasText: `${count} of ` }).waitFor();
}

describe('the page of the map', () => {
  test('keeps to its content policy', async () => {
    await map.open();
    expect(map.problems).toEqual([]);
  });

  test('selects and removes with the keyboard alone', async () => {
    await map.open({ samples: 40 });
    await map.page.locator('.plot').focus();
    await map.page.keyboard.press('ArrowRight');
    await map.page.keyboard.press('Space');
    await selected(1);
    await map.page.keyboard.press('Delete');
    await map.page.locator('.status-counts', { hasText: '39 samples' }).waitFor();
    const acts = (await map.told('act')) as [{ ids: string; action: string }][];
    const { ids, action } = acts[0]?.[0] ?? { ids: '', action: '' };
    expect(action).toBe('remove');
    expect(numbersFromBase64(ids)).toHaveLength(1);
    expect(await map.page.locator('.status-said').textContent()).toContain('remove');
  });

  test('opens the line of a sample and marks what is selected', async () => {
    await map.open({
      samples: 40,
      state: { view: 'table', sort: { column: 'line', descending: false } },
    });
    const table = map.page.locator('.table');
    await table.focus();
    await map.page.keyboard.press('ArrowDown');
    await map.page.keyboard.press('Shift+ArrowDown');
    await selected(2);
    await map.page.keyboard.press('Enter');
    expect(await map.told('reveal')).toEqual([['file:///data/train.jsonl', 1]]);
    const marked = async () => (await map.told('mark')).at(-1);
    await expect.poll(marked).toEqual(['file:///data/train.jsonl', [0, 1]]);
  });

  test('draws only the rows of the table that are seen', async () => {
    await map.open({ samples: 5000, state: { view: 'table' } });
    const table = map.page.locator('.table');
    expect(await table.getAttribute('aria-rowcount')).toBe('5001');
    expect(await map.page.locator('.table-row').count()).toBeLessThan(80);
    await table.focus();
    await map.page.keyboard.press('End');
    await map.page.locator('.table-row[aria-rowindex="5001"][data-focused="true"]').waitFor();
  });

  test('shows one entry of the legend alone, and all again', async () => {
    await map.open({ state: { view: 'table', colourBy: { kind: 'format' } } });
    await map.page.getByRole('button', { name: /^Show only Alpaca|^Show only alpaca/ }).click();
    await map.page.locator('.table[aria-rowcount="59"]').waitFor();
    await map.page.getByRole('button', { name: 'Show all' }).click();
    await map.page.locator('.table[aria-rowcount="401"]').waitFor();
  });

  test('says so when the legend leaves everything out', async () => {
    await map.open({ samples: 30, state: { colourBy: { kind: 'role' } } });
    await map.page.getByRole('checkbox', { name: 'Show assistant' }).click();
    await map.page.locator('.map-note', { hasText: 'Everything is left out' }).waitFor();
  });

  test('searches, and selects by nearness to a feature', async () => {
    await map.open({ samples: 40 });
    await map.page.getByRole('searchbox').fill('Question 3:');
    await map.page.keyboard.press('Enter');
    await selected(1);
    await map.page.getByRole('button', { name: 'Select', exact: true }).click();
    await map.page.getByRole('menuitem', { name: 'By nearness to a feature…' }).click();
    await map.page.getByLabel('Cosine at or above').fill('-1');
    await map.page.getByRole('dialog').getByRole('button', { name: 'Select' }).click();
    await selected(40);
  });

  test('shows the text of a sample as text, and what its words weigh', async () => {
    await map.open();
    await map.run(`source.say({ kind: 'select', uri: 'file:///data/train.jsonl', line: 9 })`);
    await map.page.locator('.turn mark').waitFor();
    await map.page.getByRole('button', { name: /^Show all of it/ }).click();
    await map.page.getByRole('button', { name: 'Show what each word weighs' }).click();
    await map.page.locator('.heat-9').first().waitFor();
    await map.page.locator('.near-open').first().click();
    await map.page.locator('.details-head h2', { hasNotText: 'line 10' }).waitFor();
  });

  test('saves the state, and opens on it again', async () => {
    await map.open({ samples: 40, state: { colourBy: { kind: 'format' } } });
    await map.run(`source.say({ kind: 'select', uri: 'file:///data/train.jsonl', line: 9 })`);
    await selected(1);
    await map.page.getByRole('button', { name: 'Save the picture or the state' }).click();
    await map.page.getByRole('menuitem', { name: 'Save the state as JSON…' }).click();
    const [[name, content] = []] = await map.told('save');
    expect(name).toBe('map.json');
    expect(parseSavedState(content as string)).not.toBeNull();
    const { page: state } = JSON.parse(content as string) as { page: unknown };
    await map.open({ samples: 40, state });
    await selected(1);
    await map.page.locator('.legend h2', { hasText: 'Format' }).waitFor();
  });

  test('saves pictures', async () => {
    await map.open({ samples: 40 });
    for (const name of ['PNG', 'SVG']) {
      await map.page.getByRole('button', { name: 'Save the picture or the state' }).click();
      await map.page.getByRole('menuitem', { name: `Save the picture as ${name}…` }).click();
      await expect
        .poll(async () => (await map.told('save')).at(-1)?.[0])
        .toBe(`map.${name.toLowerCase()}`);
    }
  });

  test('saves pictures with their legend and the names of the axes', async () => {
    await map.open({
      samples: 40,
      state: { colourBy: { kind: 'topic' }, hidden: ['name:My baby has a fever'] },
    });
    const [plotWidth, plotHeight] = await map.run<[number, number]>(
      `const { clientWidth, clientHeight } = document.querySelector('.plot');
      return [clientWidth, clientHeight];`,
    );
    const save = async (name: string) => {
      await map.page.getByRole('button', { name: 'Save the picture or the state' }).click();
      await map.page.getByRole('menuitem', { name: `Save the picture as ${name}…` }).click();
      await expect.poll(async () => (await map.told('save')).length).toBeGreaterThan(0);
    };
    await save('SVG');
    const svg = String((await map.told('save')).at(-1)?.[1]);
    expect(svg).toContain('font-weight="bold">Topic of the prompt</text>');
    expect(svg).toContain('>How do I save for my pension</text>');
    expect(svg).toContain('>13, left out</text>');
    for (const axis of ['First principal component', 'Second principal component'])
      expect(svg).toContain(`>${axis}</text>`);
    const [width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
    expect(width).toBeGreaterThan(plotWidth);
    expect(height).toBeGreaterThan(plotHeight);
    const read = await map.run<string[]>(`
      const { documentElement } = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
      return [documentElement, documentElement.firstElementChild].map(({ localName }) => localName);`);
    // A browser would put what is wrong with it before everything else.
    expect(read).toEqual(['svg', 'rect']);
    await map.open({
      samples: 40,
      state: { colourBy: { kind: 'topic' }, hidden: ['name:My baby has a fever'] },
    });
    await save('PNG');
    const [colours, sizes] = await map.run<[string[], number[]]>(`
      const [, , bytes] = source.told.findLast(([name]) => name === 'save');
      const picture = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d');
      context.drawImage(picture, 0, 0);
      const from = 2 * ${plotHeight};
      const { data } = context.getImageData(0, from, picture.width, picture.height - from);
      const found = new Set();
      for (let at = 0; at < data.length; at += 4) {
        found.add('#' + [...data.subarray(at, at + 3)].map((b) => b.toString(16).padStart(2, '0')).join(''));
      }
      return [[...found], [picture.width, picture.height]];`);
    expect(sizes).toEqual([2 * (width ?? NaN), 2 * (height ?? NaN)]);
    const dots = [...svg.matchAll(/<circle [^>]*r="5" fill="(#[0-9a-f]+)"/g)].map(
      ([, fill]) => fill,
    );
    expect(dots).toHaveLength(2);
    expect(colours).toEqual(expect.arrayContaining(dots));
  });

  test('offers nothing on a saved map that it cannot do', async () => {
    await map.open({ live: false });
    await map.run(`source.say({ kind: 'select', uri: 'file:///data/train.jsonl', line: 9 })`);
    await selected(1);
    await map.page.getByText('This is a saved map: open the file in the editor').waitFor();
    expect(await map.page.getByRole('searchbox').count()).toBe(0);
    expect(await map.page.getByRole('button', { name: 'Remove' }).count()).toBe(0);
  });
});

describe('axe', () => {
  test.each([
    ['dark', { section: 'details' }],
    ['light', { section: 'features', colourBy: { kind: 'nearest' } }],
    ['light', { view: 'table', section: 'histogram' }],
    ['none', { section: 'whatIf', projection: { kind: 'features', x: 'feature-1', y: 'risk' } }],
  ] as const)('finds nothing serious in %s with %j', async (theme, state) => {
    await map.open({ theme, state });
    await map.run(`source.say({ kind: 'cursor', uri: 'file:///data/train.jsonl', line: 9 })`);
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    await map.page.evaluate(await readFile(axe, 'utf8'));
    const found = await map.page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
    expect(found).toEqual([]);
  });
});
