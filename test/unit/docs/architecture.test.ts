import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
const named = new Set(
  [...text.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => path.basename(name)),
);

/** All TypeScript files in a folder and below it. */
function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}

describe('ARCHITECTURE.md', () => {
  const files = [...sources('extension'), ...sources('server')];

  it('names every source file', () => {
    expect(files.filter((file) => !named.has(path.basename(file)))).toEqual([]);
  });

  it('names no source file that is gone', () => {
    const known = new Set(files.map((file) => path.basename(file)));
    const gone = [...named].filter((name) => name.endsWith('.ts') && !known.has(name));
    expect(gone).toEqual([]);
  });

  it('names only folders that exist', () => {
    const folders = [...text.matchAll(/`([\w./-]+\/)`/g)].map(([, name = '']) => name);
    expect(
      folders.filter((name) => name !== 'dist/' && !existsSync(path.join(root, name))),
    ).toEqual([]);
  });

  it('gives a reason for every run-time dependency', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(manifest.dependencies)) expect(text).toContain(`| \`${name}\``);
  });
});
