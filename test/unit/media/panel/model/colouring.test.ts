import { describe, expect, it } from 'vitest';
import {
  colourRows,
  hiddenRows,
  onlyShown,
  type Colouring,
} from '../../../../../media/panel/model/colouring.ts';
import { distinctNames } from '../../../../../media/panel/model/categories.ts';
import { palettesFor, stepsOf } from '../../../../../media/panel/model/palettes.ts';
import { rowFlags } from '../../../../../server/map-protocol.ts';
import { makeRows, makeSummary } from '../made-rows.ts';

/** The legend as it is read: labels with counts, without empty entries. */
function legend({ entries }: Colouring): Record<string, number> {
  const shown = entries.filter(({ count }) => count > 0);
  return Object.fromEntries(shown.map(({ label, count }) => [label, count]));
}

/** The label of each row. */
function labels({ entries, entry }: Colouring): (string | undefined)[] {
  return [...entry].map((index) => entries[index]?.label);
}

describe('colourRows', () => {
  it('puts risks in bands, a limit into the upper one', () => {
    const risk = Float32Array.of(0.3, 0.998, 0.99, 0.9899, Number.NaN, 1);
    const colouring = colourRows(makeRows(6, { risk }), { kind: 'risk' }, null, true);
    expect(labels(colouring)).toEqual([
      'below 50 %',
      '99.8 % and above',
      '99 to 99.5 %',
      '98 to 99 %',
      'without a score',
      '99.8 % and above',
    ]);
    expect(colouring.entries[0]?.label).toBe('99.8 % and above');
  });

  it('gives the greatest amount the colour that stands out most', () => {
    const rows = makeRows(1);
    expect(colourRows(rows, { kind: 'risk' }, null, true).entries[0]?.colour).toBe('#fde725');
    expect(colourRows(rows, { kind: 'risk' }, null, false).entries[0]?.colour).toBe('#440154');
  });

  it('puts lengths in bands', () => {
    const tokens = Uint32Array.of(0, 31, 32, 5000);
    const colouring = colourRows(makeRows(4, { tokens }), { kind: 'length' }, null, true);
    expect(labels(colouring)).toEqual(['none', '1 to 31', '32 to 63', '2048 and more']);
  });

  it('puts cosines in round steps over their range', () => {
    const cosine = Float32Array.of(-0.12, 0.13, 0.31, Number.NaN);
    const by = { kind: 'feature', id: 'risky-advice' } as const;
    const colouring = colourRows(makeRows(4), by, cosine, true);
    expect(colouring.title).toBe('Cosine to “risky advice”');
    expect(labels(colouring)).toEqual([
      'below −0.10',
      '0.10 to 0.15',
      '0.30 and above',
      'without a score',
    ]);
  });

  it('takes a feature whose cosines are all the same, and one without any', () => {
    const by = { kind: 'feature', id: 'risky-advice' } as const;
    const same = colourRows(makeRows(2), by, Float32Array.of(0.2, 0.2), true);
    expect(same.entries.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(legend(colourRows(makeRows(2), by, null, true))).toEqual({ 'without a score': 2 });
  });

  it('names the most frequent kinds and puts the rest together', () => {
    const topics = Array.from({ length: 14 }, (_, index) => `topic ${index}`);
    // One row of topic 0, two of topic 1, and so on, and one without a prompt.
    const rows = [...topics.keys()].flatMap((topic) => Array<number>(topic + 1).fill(topic));
    const topic = Uint8Array.from([...rows, 255]);
    const summary = makeSummary(topic.length, { topics });
    const colouring = colourRows(
      makeRows(topic.length, { topic, summary }),
      { kind: 'topic' },
      null,
      true,
    );
    expect(legend(colouring)).toMatchObject({ 'topic 13': 14, 'topic 5': 6, '5 others': 15 });
    expect(legend(colouring)).toHaveProperty('without a prompt', 1);
    expect(colouring.entries[0]?.label).toBe('topic 13');
    const colours = colouring.entries.map(({ colour }) => colour);
    expect(new Set(colours).size).toBe(colours.length);
  });

  it('counts how often a content appears', () => {
    const duplicates = Uint32Array.of(0, 1, 1, 2, 2, 2, 0);
    const colouring = colourRows(makeRows(7, { duplicates }), { kind: 'duplicates' }, null, true);
    expect(legend(colouring)).toEqual({ once: 2, twice: 2, '3 times': 3 });
  });

  it('tells flagged and ignored samples apart', () => {
    const { flagged, severe, ignored, scored, untrained } = rowFlags;
    const flags = Uint8Array.of(
      scored,
      scored | flagged,
      scored | flagged | severe,
      scored | ignored,
      untrained,
      0,
    );
    const colouring = colourRows(makeRows(6, { flags }), { kind: 'ignored' }, null, true);
    expect(labels(colouring)).toEqual([
      'not flagged',
      'flagged',
      'flagged, far beyond',
      'ignored',
      'nothing of it is trained',
      'without a score',
    ]);
  });

  it('gives a feature of one’s own an entry of its own, however few samples it has', () => {
    const summary = makeSummary(0);
    const [one] = summary.features;
    if (one === undefined) throw new Error('There is no feature.');
    const ofPack = Array.from({ length: 14 }, (_, at) => ({ ...one, title: `Feature ${at}` }));
    // It may be called as one of the pack.
    const mine = { ...one, id: 'mine', title: 'Feature 0', own: true };
    const nearestOfAll = Uint8Array.from({ length: 30 }, (_, row) => (row === 29 ? 14 : row % 14));
    const rows = makeRows(30, {
      summary: { ...summary, features: [...ofPack, mine] },
      nearestOfAll,
    });
    const { title, entries, entry } = colourRows(rows, { kind: 'nearest' }, null, true);
    expect(title).toBe('Nearest feature');
    const own = entries.findIndex(({ key }) => key === 'own:mine');
    expect(entries[own]).toMatchObject({ label: 'Feature 0', count: 1 });
    expect(entry[29]).toBe(own);
    expect(entries.filter(({ key }) => key === 'name:Feature 0')).toHaveLength(1);
    expect(entries.map(({ label }) => label)).toContain('6 others');
    expect(new Set(entries.slice(0, 9).map(({ colour }) => colour)).size).toBe(9);
    expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(30);
  });

  it.each(['nearest', 'format', 'role', 'file'] as const)('counts every row by %s', (kind) => {
    const { entries, entry } = colourRows(makeRows(5), { kind }, null, true);
    expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(Math.max(...entry)).toBeLessThan(entries.length);
  });
});

describe('distinctNames', () => {
  it('tells files of one name apart by as many folders as that takes', () => {
    expect(
      distinctNames([
        'file:///a/train/data.jsonl',
        'file:///a/test/data.jsonl',
        'file:///b/test/data.jsonl',
        'file:///a/more%20data.jsonl',
        'file:///a/100%.jsonl',
      ]),
    ).toEqual([
      'train/data.jsonl',
      'a/test/data.jsonl',
      'b/test/data.jsonl',
      'more data.jsonl',
      '100%.jsonl',
    ]);
  });
});

describe('the legend', () => {
  it('leaves out the rows of its hidden entries', () => {
    const risk = Float32Array.of(0.1, 0.999, 0.2);
    const colouring = colourRows(makeRows(3, { risk }), { kind: 'risk' }, null, true);
    const key = colouring.entries[0]?.key ?? '';
    expect([...hiddenRows(colouring, [key])]).toEqual([0, 1, 0]);
    expect([...hiddenRows(colouring, ['unknown'])]).toEqual([0, 0, 0]);
  });

  it('shows one entry alone, and all again', () => {
    const { entries } = colourRows(makeRows(1), { kind: 'role' }, null, true);
    expect(entries.map(({ key }) => key)).toEqual(['name:assistant', 'none']);
    const hidden = onlyShown(entries, [], 'name:assistant');
    expect(hidden).toEqual(['none']);
    expect(onlyShown(entries, hidden, 'name:assistant')).toEqual([]);
    expect(onlyShown(entries, hidden, 'none')).toEqual(['name:assistant']);
  });
});

describe('stepsOf', () => {
  it('goes evenly from end to end', () => {
    expect(stepsOf(['#000000', '#ffffff'], 3)).toEqual(['#000000', '#808080', '#ffffff']);
    expect(stepsOf(['#000000', '#ffffff'], 1)).toEqual(['#ffffff']);
    expect(stepsOf(palettesFor(true).steps, 9)).toEqual(palettesFor(true).steps);
  });
});
