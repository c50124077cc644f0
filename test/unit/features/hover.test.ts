import { expect, test } from 'vitest';
import { codeActions } from '../../../server/features/code-actions.ts';
import { hover } from '../../../server/features/hover.ts';
import { IgnoreList } from '../../../server/store/ignore-list.ts';
import { scan, textLine, type Scanned } from './scanned.ts';

function textAt({ file, context }: Pick<Scanned, 'file' | 'context'>, line: number): string | null {
  const found = hover(
    { textDocument: { uri: file.uri }, position: { line, character: 0 } },
    context,
  );
  if (found === null) return null;
  return typeof found.contents === 'object' && 'value' in found.contents
    ? found.contents.value
    : '';
}

/** The commands that the menu of the first line offers. */
function menuOf({ file, context }: Pick<Scanned, 'file' | 'context'>): (string | undefined)[] {
  const at = { line: 0, character: 0 };
  const params = {
    textDocument: { uri: file.uri },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  };
  return codeActions(params, context).map(({ command }) => command?.command);
}

const hostile = '0.45 ](command:evil) `x` <img src=x> | ![i](http://a.b)\n\u202E# [l](l)';

test('no text of the sample can be markup, a link or a command', async () => {
  const phrase = { turn: 0, start: 0, end: hostile.length };
  const scanned = await scan([textLine(hostile)], {}, { phrase });
  scanned.context.ignores.set(scanned.file.uri, new IgnoreList('/nowhere/ignore.jsonl'));
  const text = textAt(scanned, 0) ?? '';
  const [phraseLine] = text.split('\n').filter((line) => line.startsWith('Weighs most'));
  expect(phraseLine).toBe(
    'Weighs most: “0\\.45 \\]\\(command\\:evil\\) \\`x\\` \\<img src\\=x\\> \\| ' +
      '\\!\\[i\\]\\(http\\:\\/\\/a\\.b\\) U\\+202E\\# \\[l\\]\\(l\\)”',
  );
  const links = [...text.matchAll(/\]\((?<target>[^)]*)\)/g)].map(
    ({ groups }) => groups?.['target'],
  );
  expect(links.every((target) => target?.startsWith('command:latentLint.'))).toBe(true);
  expect(links).toHaveLength(4);
});

test('it shows features, meaning and example', async () => {
  const text = textAt(await scan([textLine('0.2505 words')]), 0);
  expect(text).toContain('Riskier than **75.0 % of ordinary samples**.');
  expect(text).toMatch(/\| Feature 0 \| `█████\s+` \| 0\.25 \| 75\.0 % \|/);
  expect(text).toContain('**Feature 0**: What feature 0 means\\.');
  expect(text).toContain('For example: “an example of 0”');
});

test('the links come before the table, where they are seen without scrolling', async () => {
  const blocks = (textAt(await scan([textLine('0.2505 words')]), 0) ?? '').split('\n\n');
  expect(blocks[0]).toBe('Riskier than **75.0 % of ordinary samples**.');
  expect(blocks[1]).toMatch(/^\[Remove sample\]\(.*\) · \[Show on the map\]\([^\n]*\)$/);
  expect(blocks[2]).toBe('Nearest features:');
  expect(blocks[3]).toMatch(/^\| Feature \|/);
});

test('links are left out for clients that cannot run them', async () => {
  const { file, context } = await scan([textLine('0.25')]);
  const plain = { ...context, abilities: { ...context.abilities, commandLinks: false } };
  expect(textAt({ file, context: plain }, 0)).not.toContain('command:');
  expect(menuOf({ file, context: plain })).toEqual([
    'latentLint.removeSample',
    'latentLint.quarantine',
    'latentLint.removeAtOrAbove',
  ]);
});

test('links and menu offer the same, but for what has no place in a hover', async () => {
  const scanned = await scan([textLine('0.25')]);
  const { file, context } = scanned;
  const menu = () => menuOf(scanned);
  const links = (): string[] =>
    Array.from(
      (textAt(scanned, 0) ?? '').matchAll(/\(command:([^?]*)\?/g),
      ([, name]) => name ?? '',
    );
  const both = ['latentLint.removeSample', 'latentLint.quarantine'];
  const map = 'latentLint.showOnMap';
  expect(links()).toEqual([...both, map]);
  expect(menu()).toEqual([...both, 'latentLint.removeAtOrAbove', map]);
  const list = new IgnoreList('/nowhere/ignore.jsonl');
  context.ignores.set(file.uri, list);
  expect(links()).toEqual([...both, 'latentLint.ignore', map]);
  expect(menu()).toEqual([...both, 'latentLint.ignore', 'latentLint.removeAtOrAbove', map]);
  list.find = (contentHash) => ({ contentHash, reason: '', feature: '', created: '' });
  expect(links()).toEqual(['latentLint.stopIgnoring', map]);
  expect(menu()).toEqual(['latentLint.stopIgnoring', map]);
});

test('lines without a score say why', async () => {
  const scanned = await scan(['{"text":', '{"colour": "red"}', '', textLine('0.1')]);
  expect(textAt(scanned, 0)).toMatch(/^Not scored: /);
  expect(textAt(scanned, 1)).toMatch(/^Not scored: /);
  expect(textAt(scanned, 2)).toBeNull();
  expect(textAt(scanned, 9)).toBeNull();
  const at = { line: 3, character: 11 };
  scanned.file.change(2, [{ range: { start: at, end: at }, text: '2' }]);
  expect(textAt(scanned, 3)).toBe('This sample waits for its score.');
});

test('an ignored sample says so, with the reason as text', async () => {
  const scanned = await scan([textLine('0.45')]);
  const { summary } = scanned.file.lines[0] ?? {};
  const list = new IgnoreList('/nowhere/ignore.jsonl');
  list.find = (contentHash) => ({ contentHash, reason: '<b>fine</b>', feature: '', created: '' });
  scanned.context.ignores.set(scanned.file.uri, list);
  expect(summary?.kind).toBe('sample');
  expect(textAt(scanned, 0)).toContain('This sample is ignored: \\<b\\>fine\\<\\/b\\>');
});

test('a sample that nothing is trained on is shown without a risk', async () => {
  const text = textAt(await scan([textLine('0.45')], {}, { basis: 'display' }), 0);
  expect(text).toMatch(/^Nothing of this sample is trained on/);
});

test('it names the latents that came with the score, whatever text they quote', async () => {
  const latents = [1, 0].map((id) => ({ id, activation: 1 + id }));
  const { file, context } = await scan([textLine('0.25')], {}, { latents });
  const { engine } = context.scanner;
  if (engine === null) throw new Error('There is no engine.');
  const known = ['“safe”', '“[x](command:evil)”'].map((name, id) => ({
    id,
    name,
    firingRate: 0.1,
    nearest: [{ feature: 'feature-1', cosine: id / 2 }],
    harm: { statistic: 0, low: 0, high: 0 },
  }));
  expect(textAt({ file, context }, 0)).not.toContain('latents');
  const load = () => Promise.resolve(known);
  context.scanner.use({
    ...engine,
    latents: { ...engine.latents, load, shown: { count: 1, known } },
  });
  expect(textAt({ file, context }, 0)).toContain(
    'Strongest latents: “\\[x\\]\\(command\\:evil\\)” \\(near “feature 1”\\)',
  );
  expect(textAt({ file, context }, 0)).not.toContain('safe');
});
