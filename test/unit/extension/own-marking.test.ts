import { beforeEach, describe, expect, test, vi } from 'vitest';
import { markSamples } from '../../../extension/own-marking.ts';
import type { MarkTarget } from '../../../extension/own-targets.ts';
import type { MarkParams, OwnFeatures } from '../../../server/own-feature-protocol.ts';
import { example, feature, own } from './own-view.ts';

interface Row {
  readonly label: string;
  readonly description?: string;
}

const person = vi.hoisted(() => ({
  /** What they type, and the start of the label that they take; undefined presses Escape. */
  types: undefined as string | undefined,
  takes: undefined as string | undefined,
  rows: [] as Row[],
  problem: (text: string): string | undefined => text,
}));

vi.mock('vscode', () => ({
  window: {
    showInputBox: ({ validateInput }: { validateInput: typeof person.problem }) => {
      person.problem = validateInput;
      return Promise.resolve(person.types);
    },
    showQuickPick: (rows: Row[]) => {
      person.rows = rows;
      const { takes } = person;
      const taken = takes === undefined ? undefined : rows.find(({ label }) => label === takes);
      return Promise.resolve(taken);
    },
  },
}));

const uri = 'file:///d/data.jsonl';
const pump = feature('pump', { title: 'Pump talk', examples: [example(3)] });
const cold = feature('cold', { title: 'Cold calls', examples: [example(3), example(5)] });

const onLines = (...lines: number[]): MarkTarget => ({
  uri,
  samples: { lines, version: 1 },
  lines,
  name: undefined,
});

/** What the server is asked to do, if anything. */
async function asked(
  known: OwnFeatures,
  sign: MarkParams['sign'],
  target = onLines(3),
): Promise<Omit<MarkParams, 'uri' | 'samples' | 'sign'> | string | undefined> {
  const marks: MarkParams[] = [];
  const result = await markSamples(
    {
      features: () => Promise.resolve(known),
      mark: (params) => {
        marks.push(params);
        return Promise.resolve({ done: true, message: 'Done.', featureId: params.featureId });
      },
    },
    target,
    sign,
  );
  const [mark] = marks;
  if (mark === undefined) return result?.message;
  expect(mark.samples).toEqual(target.samples);
  expect([mark.uri, mark.sign]).toEqual([uri, sign]);
  return { featureId: mark.featureId, ...(mark.name !== undefined && { name: mark.name }) };
}

beforeEach(() => Object.assign(person, { types: undefined, takes: undefined, rows: [] }));

describe('marking', () => {
  test('goes to the present feature without a question', async () => {
    expect(await asked(own([pump, cold], 'cold'), 'negative')).toEqual({ featureId: 'cold' });
  });

  test('asks for the name of the first feature', async () => {
    person.types = ' Pump talk ';
    expect(await asked(own([]), 'positive')).toEqual({ featureId: null, name: 'Pump talk' });
    expect(person.rows).toEqual([]);
  });

  test('asks which of several features is meant', async () => {
    person.takes = 'Cold calls';
    expect(await asked(own([pump, cold]), 'positive')).toEqual({ featureId: 'cold' });
    person.takes = '$(add) New feature…';
    person.types = 'Hard sell';
    expect(await asked(own([pump, cold]), 'positive')).toEqual({
      featureId: null,
      name: 'Hard sell',
    });
  });

  test('does nothing when somebody presses Escape', async () => {
    expect(await asked(own([]), 'positive')).toBeUndefined();
    expect(await asked(own([pump, cold]), 'positive')).toBeUndefined();
  });

  test('takes a name that came with the command', async () => {
    const target = { ...onLines(3), name: 'Pump talk' };
    expect(await asked(own([]), 'positive', target)).toEqual({
      featureId: null,
      name: 'Pump talk',
    });
    expect(await asked(own([cold, pump], 'cold'), 'positive', target)).toEqual({
      featureId: 'pump',
    });
  });

  test('refuses names that are empty, taken or long', async () => {
    await asked(own([pump]), 'positive');
    person.takes = '$(add) New feature…';
    await asked(own([pump]), 'positive');
    expect(person.problem('  ')).toMatch(/Give a name/);
    expect(person.problem('pump TALK ')).toMatch(/already/);
    expect(person.problem('x'.repeat(101))).toMatch(/100 characters/);
    expect(person.problem('Hard sell')).toBeUndefined();
  });

  test('shows the names of features as text', async () => {
    await asked(own([feature('x', { title: '$(trash) gone' })]), 'positive');
    expect(person.rows[0]?.label).not.toContain('$(');
  });
});

describe('taking a mark back', () => {
  test('goes to the feature that the line is marked for', async () => {
    expect(await asked(own([pump, cold], 'pump'), 'none')).toEqual({ featureId: 'pump' });
    expect(await asked(own([pump, cold], 'pump'), 'none', onLines(5))).toEqual({
      featureId: 'cold',
    });
  });

  test('asks which one when there are several', async () => {
    person.takes = 'Cold calls';
    expect(await asked(own([pump, cold]), 'none')).toEqual({ featureId: 'cold' });
  });

  test('knows a sample by its content', async () => {
    const samples = { line: 8, contentHash: 'h5' };
    const target = { ...onLines(8), samples };
    expect(await asked(own([pump, cold]), 'none', target)).toEqual({ featureId: 'cold' });
  });

  test('works from every line that repeats the marked sample', async () => {
    const repeated = feature('pump', { examples: [example([3, 7])] });
    expect(await asked(own([repeated, cold]), 'none', onLines(7))).toEqual({ featureId: 'pump' });
  });

  test('says that nothing is marked', async () => {
    expect(await asked(own([pump], 'pump'), 'none', onLines(7))).toBe('This line is not marked.');
    expect(await asked(own([]), 'none', onLines(7, 8))).toBe('None of these lines is marked.');
  });
});
