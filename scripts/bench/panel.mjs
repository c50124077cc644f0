import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { hostHelpers } from '../lib/prepare.mjs';
import { benchMap } from './map.mjs';

const counts = [10_000, 100_000, 1_000_000];
const renderers = ['webgl', 'canvas'];
const panSteps = 120;

/**
 * The panel: frames a second while it is panned, with WebGL (drawn by the processor where there is no graphics
 * card) and without; how long it takes from asking for a map to its first picture; bytes a sample on the way.
 */
export async function benchPanel({ root, folder, scale }) {
  const { findBrowser, launchBrowser } = await hostHelpers();
  const program = await findBrowser((sentence) => console.error(sentence));
  const makePage = await bundlePage(root, folder);
  const frames = [];
  for (const renderer of renderers) {
    const browser = await launchBrowser(program, { webgl: renderer === 'webgl' });
    try {
      for (const count of counts) {
        const samples = count * scale;
        const file = `${folder}panel-${renderer}-${samples}.html`;
        await writeFile(file, await makePage(samples, renderer));
        frames.push({ renderer, samples, ...(await pan(browser, file)) });
      }
    } finally {
      await browser.close();
    }
  }
  return { frames, map: await benchMap({ root, folder, scale }) };
}

/** Opens a page, drags its plot to and fro, and answers what the plot noted of its frames. */
async function pan(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  await page.addInitScript(() => {
    globalThis.latentLintFrames = [];
  });
  const started = performance.now();
  await page.goto(pathToFileURL(file).href, { timeout: 120_000 });
  await page.waitForFunction(() => globalThis.latentLintFrames.length > 0, null, {
    timeout: 120_000,
  });
  const firstPicture = performance.now() - started;
  const plot = page.locator('[aria-roledescription="scatter plot"]');
  const { x, y, width, height } = await plot.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.evaluate(() => {
    globalThis.latentLintFrames.length = 0;
  });
  for (let step = 0; step < panSteps; step++) {
    await page.mouse.move(x + width / 2 + 100 * Math.sin(step / 10), y + height / 2);
  }
  const seen = await page.evaluate(() => globalThis.latentLintFrames);
  await page.mouse.up();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  await page.close();
  const seconds = (seen.at(-1).at - seen[0].at) / 1000;
  const took = seen.map((frame) => frame.took).sort((a, b) => a - b);
  return {
    framesPerSecond: (seen.length - 1) / seconds,
    drawMilliseconds: took[took.length >> 1],
    firstPicture,
    heapMB: Math.round(heap / 1e6),
  };
}

async function bundlePage(root, folder) {
  const outfile = `${folder}panel-page.mjs`;
  await build({
    entryPoints: [`${root}scripts/bench/panel-page.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { panelPage } = await import(pathToFileURL(outfile).href);
  const script = await readFile(`${root}dist/panel.js`, 'utf8');
  const style = await readFile(`${root}dist/panel.css`, 'utf8');
  return (samples, renderer) => panelPage({ samples, renderer, script, style });
}
