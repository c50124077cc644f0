import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { comparisonWith } from '../../../../server/core/own-features/make-direction.ts';
import { toUnitRows } from '../../../../server/core/own-features/unit-rows.ts';
import { changeFeature, undoFeature } from '../../../../server/features/own-features/change.ts';
import { mark } from '../../../../server/features/own-features/mark.ts';
import type { Shelf } from '../../../../server/features/own-features/shelf.ts';
import type { EngineFeatures } from '../../../../server/scan/scanner.ts';
import { writeOwnFeature } from '../../../../server/store/own-feature-files.ts';
import { numbers, vectorsOf } from '../map/some-samples.ts';
import { scan, textLine, type Scanned } from '../scanned.ts';
import { madeFeature } from './made-feature.ts';

const featuresNotWritten = 'The folder .latent-lint/features could not be written.';
const notChanged = 'Nothing was changed, because something failed; the log says where.';
const late = 'What is shown of it may be out of date; the log says why.';

let root: string;
let scanned: Scanned;
let shelf: Shelf;
let errors: string[];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'latent-lint-change-'));
  const lines = numbers(8).map((at) => textLine(`0.${at + 10}`));
  const made = await scan(lines, {}, (text) => ({
    vectors: vectorsOf(Number(text.slice(2)) || 0),
  }));
  errors = [];
  const log = { ...made.context.log, error: (text: string) => errors.push(text) };
  scanned = { ...made, context: { ...made.context, log } };
  const { engine } = scanned.context.scanner;
  if (engine === null) throw new Error('There is no engine.');
  const ended = scanned.nextEnd();
  scanned.context.scanner.use({ ...engine, features: { ...engine.features, space } });
  await ended;
  await writeOwnFeature(root, madeFeature('own'));
  await scanned.context.own.attach(scanned.file, root);
  const found = scanned.context.own.shelf(scanned.file.uri);
  if (found === undefined) throw new Error('There is no folder.');
  shelf = found;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

/** A space of forty ordinary samples and three directions. */
const space: EngineFeatures['space'] = async () => {
  const answers = toUnitRows(
    numbers(40).map((at) => vectorsOf(at + 100).answer),
    4,
  );
  const directions = Float32Array.from({ length: 12 }, (_, at) => (at % 5 === 0 ? 1 : 0));
  const ones = new Float64Array(40).fill(1);
  return Promise.resolve({
    ordinary: { answers, prompts: answers, weights: ones, norms: ones },
    directions,
    featureIds: ['feature-0', 'feature-1'],
    comparison: comparisonWith(answers, { count: 3, width: 4, values: directions }),
  });
};

const fault = new Error('a bug');

const rename = async (): Promise<unknown> => {
  const change = { kind: 'set', title: 'Other' } as const;
  return changeFeature({ uri: scanned.file.uri, featureId: 'own', change }, scanned.context);
};

const markLine = async (): Promise<unknown> => {
  const { uri, version } = scanned.file;
  const samples = { lines: [0], version };
  const params = { uri, samples, sign: 'positive', featureId: null, name: 'New' } as const;
  return mark(params, scanned.context);
};

const stored = async (name: string): Promise<string> =>
  readFile(path.join(root, '.latent-lint', name), 'utf8');

describe('a change of features', () => {
  it('says that the folder could not be written only of the write', async () => {
    vi.spyOn(shelf.files, 'write').mockRejectedValue(fault);
    for (const result of [await rename(), await markLine()]) {
      expect(result).toMatchObject({ done: false, message: featuresNotWritten });
    }
    expect(errors).toHaveLength(2);
  });

  it('says that nothing was changed when it fails before the write', async () => {
    const before = await stored('features/own.json');
    const { engine } = scanned.context.scanner;
    vi.spyOn(engine?.features ?? { space }, 'space').mockResolvedValue(
      // The fit trips over it.
      {} as Awaited<ReturnType<typeof space>>,
    );
    expect(await markLine()).toMatchObject({ done: false, message: notChanged });
    vi.spyOn(shelf.files, 'read').mockRejectedValue(fault);
    expect(await rename()).toEqual({ done: false, message: notChanged });
    expect(await stored('features/own.json')).toBe(before);
    expect(errors.every((text) => text.startsWith(notChanged))).toBe(true);
  });

  it('is made, and says so, also when it cannot be shown', async () => {
    vi.spyOn(scanned.context.own, 'refresh').mockRejectedValue(fault);
    expect(await rename()).toEqual({ done: true, message: `“Other” was changed. ${late}` });
    expect(await stored('features/own.json')).toContain('Other');
    expect(await markLine()).toMatchObject({
      done: true,
      featureId: 'new',
      message: expect.stringMatching(/^Marked line 1 .* What is shown of it may be/) as string,
    });
    expect(await stored('features/new.json')).toContain('New');
    expect(errors.filter((text) => text.startsWith('A change could not be shown.'))).toHaveLength(
      2,
    );
  });

  it('can be taken back when taking it back failed before', async () => {
    const before = await stored('features/own.json');
    await rename();
    const { uri } = scanned.file;
    vi.spyOn(shelf.files, 'write').mockRejectedValueOnce(fault);
    expect(await undoFeature({ uri }, scanned.context)).toEqual({
      done: false,
      message: featuresNotWritten,
    });
    expect(await undoFeature({ uri }, scanned.context)).toMatchObject({ done: true });
    expect(await stored('features/own.json')).toBe(before);
  });
});
