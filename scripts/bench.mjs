/**
 * Measures the built program on this machine. `npm run bench` runs everything and writes the figures to
 * docs/performance.md and docs/performance.json; `npm run bench -- scan editor cached` runs some and only
 * prints them. `--quick` measures a tenth of it, to see that all parts work.
 */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchCached } from './bench/cached.mjs';
import { benchEditor } from './bench/editor.mjs';
import { benchLatents } from './bench/latents.mjs';
import { describeMachine } from './bench/machine.mjs';
import { benchMarks } from './bench/marks.mjs';
import { benchPanel } from './bench/panel.mjs';
import { describeOtherWork, toSections, toTable, writeReport } from './bench/report.mjs';
import { benchScan } from './bench/scan.mjs';

const parts = {
  scan: benchScan,
  latents: benchLatents,
  editor: benchEditor,
  cached: benchCached,
  panel: benchPanel,
  marks: benchMarks,
};
const root = fileURLToPath(new URL('..', import.meta.url));

const quick = process.argv.includes('--quick');
const chosen = process.argv.slice(2).filter((name) => name !== '--quick');
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `There is no part '${unknown[0]}'; the parts are ${Object.keys(parts).join(', ')}.`,
  );
  process.exit(2);
}
try {
  await access(`${root}dist/cli.cjs`);
} catch {
  console.error('Nothing is built yet: run npm run build first.');
  process.exit(2);
}

const folder = `${await mkdtemp(path.join(tmpdir(), 'latent-lint-bench-'))}${path.sep}`;
try {
  const machine = await describeMachine(root);
  console.error(describeOtherWork(machine).replaceAll('**', ''));
  const results = { date: new Date().toISOString().slice(0, 10), machine };
  for (const [name, measure] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.error(`Measuring: ${name} …`);
    results[name] = await measure({ root, folder, machine, scale: quick ? 0.1 : 1 });
  }
  console.log(toTable(toSections(results)));
  if (chosen.length === 0 && !quick) {
    await writeReport(root, results);
    console.log('\nWritten to docs/performance.md and docs/performance.json.');
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
