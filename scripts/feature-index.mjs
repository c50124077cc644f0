// Writes the table of docs/features/README.md from the pages beside it; with --check it only compares.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const folder = new URL('../docs/features/', import.meta.url);
const indexFile = new URL('README.md', folder);
const begin = '<!-- pages: written by scripts/feature-index.mjs -->';
const end = '<!-- end of pages -->';

/** The index as it should be, made from the pages and the text around the table. */
async function makeIndex() {
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith('.md') && name !== 'README.md',
  );
  const rows = await Promise.all(names.sort().map(readRow));
  const current = await readFile(indexFile, 'utf8');
  const [head, rest] = current.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined)
    throw new Error(`${fileURLToPath(indexFile)} has no markers for the table.`);
  const table = ['| feature | what it warns about |', '| --- | --- |', ...rows].join('\n');
  const text = `${head}${begin}\n\n${table}\n\n${end}${tail}`;
  return { current, made: await format(text, { parser: 'markdown', printWidth: 100 }) };
}

/** One row of the table: the page's title and its first paragraph. */
async function readRow(name) {
  const page = await readFile(new URL(name, folder), 'utf8');
  const [title, summary] = page.split('\n\n');
  return `| [${title.replace(/^# /, '')}](${name}) | ${summary.replaceAll('\n', ' ')} |`;
}

const { current, made } = await makeIndex();
if (current === made) {
  console.log('docs/features/README.md is up to date.');
} else if (process.argv.includes('--check')) {
  console.error('docs/features/README.md is out of date: run node scripts/feature-index.mjs');
  process.exitCode = 1;
} else {
  await writeFile(indexFile, made);
  console.log('Wrote docs/features/README.md.');
}
