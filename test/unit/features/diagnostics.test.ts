import { expect, test } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { diagnosticsOf } from '../../../server/features/diagnostics.ts';
import { findings } from '../../../server/features/findings.ts';
import { scan, textLine } from './scanned.ts';

const lines = [0.1, 0.41, 0.49, 0.2, 0.46, 0.48].map((cosine) => textLine(`${cosine} words.`));

test('findings come worst first, with severities by threshold', async () => {
  const { file, context } = await scan(lines);
  const published = await diagnosticsOf(file, { ...context, featurePages: 'file:///pages/' });
  expect(published).toMatchObject({ uri: file.uri, version: 1 });
  expect(published?.diagnostics.map(({ range, severity }) => [range.start.line, severity])).toEqual(
    [
      [2, 1],
      [5, 1],
      [4, 1],
      [1, 2],
    ],
  );
  expect(published?.diagnostics[0]).toMatchObject({
    code: 'feature-0',
    codeDescription: { href: 'file:///pages/feature-0.md' },
    message: 'Nearer to “feature 0” than 98.9 % of ordinary samples.',
    source: 'Latent Lint',
  });
});

test('above the limit an exact count says how many more there are', async () => {
  const { file, context } = await scan(lines, { maxProblems: 3 });
  const published = await diagnosticsOf(file, context);
  expect(published?.diagnostics.map(({ message }) => message).slice(3)).toEqual([
    '1 more in the findings view.',
  ]);
  const all = await findings({}, context, CancellationToken.None);
  expect(all.total).toBe(4);
  expect(all.findings.map(({ line }) => line)).toEqual([2, 5, 4, 1]);
  const page = await findings({ offset: 1, limit: 2 }, context, CancellationToken.None);
  expect(page.total).toBe(4);
  expect(page.findings.map(({ line }) => line)).toEqual([5, 4]);
});

test('never more than 1,000 in all, and nothing is left out silently', async () => {
  const risky = Array.from({ length: 1000 }, (_, index) => textLine(`0.45${index} risky`));
  const broken = Array.from({ length: 500 }, () => '{"text":');
  const odd = Array.from({ length: 100 }, () => '{"text": "0.1", "text": "0.2"}');
  const { file, context } = await scan([...risky, ...broken, ...odd], { maxProblems: 900 });
  const diagnostics = (await diagnosticsOf(file, context))?.diagnostics ?? [];
  expect(diagnostics.length).toBeLessThanOrEqual(1000);
  const counts = diagnostics.filter(({ code }) => code === 'more').map(({ message }) => message);
  expect(counts).toEqual([
    '100 more in the findings view.',
    '430 more lines that cannot be read.',
    '75 more remarks on samples.',
  ]);
});

test('with decorations only there are none in the Problems view', async () => {
  const { file, context } = await scan(lines, { decorationsOnly: true });
  expect((await diagnosticsOf(file, context))?.diagnostics).toEqual([]);
  expect((await findings({}, context, CancellationToken.None)).total).toBe(4);
});

test('a sample that was scored in part says so', async () => {
  const part = { scoredTokens: 5, trainedTokens: 50 };
  const { file, context } = await scan([textLine('0.45')], {}, part);
  const [diagnostic] = (await diagnosticsOf(file, context))?.diagnostics ?? [];
  expect(diagnostic?.message).toContain('Only 5 of 50 trained tokens were scored');
});
