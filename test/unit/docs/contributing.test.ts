import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const text = read('CONTRIBUTING.md');

function recipe(title: string): string {
  return text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
}

/** Source files of the server and the extension that hold this text, by their names. */
function filesWith(code: string): string[] {
  return ['server', 'extension'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .filter((file) => read(file).includes(code)),
  );
}

describe('CONTRIBUTING.md', () => {
  it('names no file that is not there', () => {
    const named = [
      ...text.matchAll(/`((?:server|extension|scripts|python|docs|examples)\/[\w./-]+)`/g),
    ];
    const files = named.map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('says of what it names in a file only where it is', () => {
    const pairs = [...text.matchAll(/`(\w+)`\s+(?:in|of|\()\s*`([\w./-]+\.ts)`/g)];
    expect(pairs.length).toBeGreaterThan(3);
    for (const [, name = '', file = ''] of pairs) expect(read(file)).toContain(name);
  });

  it('sends a quick fix to every file that knows one', () => {
    const steps = recipe('Add a quick fix');
    const files = filesWith('serverCommands.quarantine');
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((file) => !steps.includes(file))).toEqual([]);
  });

  it('sends a language feature to every file that registers some', () => {
    const steps = recipe('Add a language feature');
    const files = [...filesWith('= answering(connection'), ...filesWith('connection.onHover(')];
    expect(files).toHaveLength(3);
    expect(files.filter((file) => !steps.includes(file))).toEqual([]);
  });
});
