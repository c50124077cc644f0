import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');

/** All names in backticks that look like files or folders. */
function namesIn(part: string): string[] {
  return [...part.matchAll(/`([\w./-]+)`/g)].flatMap(([, name = '']) =>
    /\/|\.(ts|mjs)$/.test(name) ? [name] : [],
  );
}

/** Files of a row of the map: the first is told from the section's folder, the others from the first's. */
function filesOf(row: string, section: string): string[] {
  const [first = '', ...others] = namesIn(row.split('|')[1] ?? '');
  const folder = path.posix.dirname(path.posix.join(section, first));
  const told = (name: string): string =>
    name.includes('/') ? path.posix.join(section, name) : path.posix.join(folder, name);
  return [path.posix.join(section, first), ...others.map(told)];
}

/** Every file and folder that the page names, by its full path. */
function namedPaths(): Set<string> {
  const named = new Set<string>();
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) section = /^### ([\w/]+\/)(?::|$)/.exec(line)?.[1] ?? '';
    const isRow = line.startsWith('| `') && namesIn(line.split('|')[1] ?? '').length > 0;
    const names = isRow ? filesOf(line, section) : namesIn(line);
    for (const name of names) named.add(name);
  }
  return named;
}

/** Files with one of these endings in a folder and below it. */
function filesIn(folder: string, ...endings: string[]): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.includes(path.extname(name)))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}

describe('ARCHITECTURE.md', () => {
  const named = namedPaths();

  it('names every source file by its path', () => {
    const files = [...filesIn('extension', '.ts'), ...filesIn('server', '.ts')];
    expect(files.filter((file) => !named.has(file))).toEqual([]);
  });

  it('names every script by its path, or its folder', () => {
    const scripts = filesIn('scripts', '.mjs', '.ts');
    const isNamed = (file: string): boolean =>
      named.has(file) || named.has(`${path.posix.dirname(file)}/`);
    expect(scripts.filter((file) => !isNamed(file))).toEqual([]);
  });

  it('names no file and no folder that is not there', () => {
    const elsewhere = (name: string): boolean => /^(dist|\.latent-lint)\//.test(name);
    const gone = [...named].filter(
      (name) => !elsewhere(name) && !existsSync(path.join(root, name)),
    );
    expect(gone).toEqual([]);
  });

  it('gives a reason for every run-time dependency', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(manifest.dependencies)) expect(text).toContain(`| \`${name}\``);
  });
});
