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
import { readArguments } from './lib/arguments.mjs';
import { giveUp } from './lib/say.mjs';

const parts = {
  scan: benchScan,
  latents: benchLatents,
  editor: benchEditor,
  cached: benchCached,
  panel: benchPanel,
  marks: benchMarks,
};
const root = fileURLToPath(new URL('..', import.meta.url));

const names = Object.keys(parts);
const usage = `npm run bench                    measures everything and writes docs/performance.md and .json
npm run bench -- PART...         measures only these parts, and prints the figures
npm run bench -- --quick         a tenth of the work, to see that all parts run; prints the figures

The parts: ${names.join(', ')}
`;

const { options, named: chosen } = given();
const quick = options.has('--quick');
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

/** What was asked for; what is not known ends the program before anything is measured. */
function given() {
  try {
    return readArguments({ usage, options: ['--quick'], names, kind: 'part' });
  } catch (error) {
    return giveUp(error);
  }
}
