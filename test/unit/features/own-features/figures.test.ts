import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  comparisonWith,
  directionMethod,
} from '../../../../server/core/own-features/make-direction.ts';
import { toUnitRows } from '../../../../server/core/own-features/unit-rows.ts';
import { OwnFeatures } from '../../../../server/features/own-features/own-features.ts';
import { writeOwnFeature } from '../../../../server/store/own-feature-files.ts';
import { FakeProjector } from '../map/fake-projector.ts';
import { numbers, vectorsOf } from '../map/some-samples.ts';
import { scan, textLine } from '../scanned.ts';
import { madeFeature } from './made-feature.ts';

test('what the figures are worked out from is in one memory, which the thread reads where it is', async () => {
  const lines = numbers(30).map((at) => textLine(`0.${at + 10}`));
  const { file, context, nextEnd } = await scan(lines, {}, (text) => ({
    vectors: vectorsOf(Number(text.slice(2)) || 0),
  }));
  const { scanner, log } = context;
  const { engine } = scanner;
  const summary = file.lines[0]?.summary;
  if (engine === null || summary?.kind !== 'sample') throw new Error('There is no sample.');
  const answers = toUnitRows(
    numbers(40).map((at) => vectorsOf(at + 100).answer),
    4,
  );
  const directions = Float32Array.from({ length: 12 }, (_, at) => (at % 5 === 0 ? 1 : 0));
  const ones = new Float64Array(40).fill(1);
  const space = {
    ordinary: { answers, prompts: answers, weights: ones, norms: ones },
    directions,
    featureIds: ['feature-0', 'feature-1'],
    comparison: comparisonWith(answers, { count: 3, width: 4, values: directions }),
  };
  const ended = nextEnd();
  scanner.use({
    ...engine,
    features: { ...engine.features, space: async () => Promise.resolve(space) },
  });
  await ended;
  const projector = new FakeProjector();
  const own = new OwnFeatures({
    scanner,
    projector,
    notify: () => Promise.resolve(),
    changed: () => undefined,
    referenceChanged: () => undefined,
    log,
  });
  const root = await mkdtemp(path.join(tmpdir(), 'latent-lint-figures-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const examples = [{ contentHash: summary.hash, sign: 'positive' as const }];
  await writeOwnFeature(root, madeFeature('own', { method: directionMethod, examples }));
  await own.attach(file, root);
  const shelf = own.shelf(file.uri);
  if (shelf === undefined) throw new Error('There is no folder.');
  own.measure(shelf, 'own', file);
  const { job } = await projector.next();
  if (job.kind !== 'figures') throw new Error('Something else was asked for.');
  const { marks, unmarked = [] } = job.input;
  expect([marks.length, unmarked.length]).toEqual([1, 29]);
  for (const { contentHash, vectors } of [...marks, ...unmarked]) {
    expect(vectors).toEqual(engine.outcomes.vectors(contentHash));
  }
  const memories = unmarked.flatMap(({ vectors: { answer, prompt } }) => [
    answer.values.buffer,
    prompt?.values.buffer,
  ]);
  expect(new Set(memories).size).toBe(1);
  expect(memories[0]).toBeInstanceOf(SharedArrayBuffer);
});
