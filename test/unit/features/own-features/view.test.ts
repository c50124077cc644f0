import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ownFeatures } from '../../../../server/features/own-features/view.ts';
import { writeOwnFeature } from '../../../../server/store/own-feature-files.ts';
import { scan, textLine } from '../scanned.ts';
import { madeFeature } from './made-feature.ts';

test('a marked sample is on every line that repeats it', async () => {
  const [once, twice] = [textLine('0.1 once'), textLine('0.2 twice')];
  const { file, context } = await scan([twice, once, 'no sample', twice, textLine('0.3 other')]);
  const hashes = [0, 1].map((line) => {
    const summary = file.lines[line]?.summary;
    return summary?.kind === 'sample' ? summary.hash : '';
  });
  const gone = 'f'.repeat(64);
  const root = await mkdtemp(path.join(tmpdir(), 'latent-lint-view-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const examples = [...hashes, gone].map((contentHash) => ({
    contentHash,
    sign: 'positive' as const,
  }));
  await writeOwnFeature(root, { ...madeFeature('repeated'), examples });
  await context.own.attach(file, root);
  const { features } = await ownFeatures({ uri: file.uri }, context);
  const found = features[0]?.examples.map((each) => [each.contentHash, each.lines, each.excerpt]);
  expect(new Map(found?.map(([hash, ...rest]) => [hash, rest]))).toEqual(
    new Map([
      [hashes[0], [[0, 3], '0.2 twice']],
      [hashes[1], [[1], '0.1 once']],
      [gone, [[], '']],
    ]),
  );
});
