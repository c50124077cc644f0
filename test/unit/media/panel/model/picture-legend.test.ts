import { expect, test } from 'vitest';
import { colourRows } from '../../../../../media/panel/model/colouring.ts';
import { pictureLegend } from '../../../../../media/panel/model/picture-legend.ts';
import { makeRows } from '../made-rows.ts';

test('a picture has the entries that the page shows, with their counts, and says what is left out', () => {
  const rows = makeRows(5, { format: Uint8Array.of(0, 0, 0, 1, 255) });
  const colouring = colourRows(rows, { kind: 'format' }, null, true);
  const colours = colouring.entries.map(({ colour }) => colour);
  expect(pictureLegend(rows, colouring, ['name:alpaca'])).toEqual({
    title: 'Format',
    entries: [
      { label: 'openai-chat', colour: colours[0], count: '3', shown: true },
      { label: 'alpaca', colour: colours[1], count: '1', shown: false },
      { label: 'not known', colour: colours[2], count: '1', shown: true },
    ],
    rings: null,
    axes: ['first', 'second'],
  });
});

test('entries without a sample are left away, and rings are explained', () => {
  const fidelity = Float32Array.of(0.1, 0.2, 0.9, NaN);
  const rows = makeRows(4, { fidelity });
  const { entries, rings } = pictureLegend(
    rows,
    colourRows(rows, { kind: 'format' }, null, true),
    [],
  );
  expect(entries).toHaveLength(1);
  expect(rings).toMatch(/^Ring \(2\): fewer than a third/);
});
