import { expect, test } from 'vitest';
import { placeLabels, shortTitle } from '../../../../../media/panel/model/graph-labels.ts';

const sizes = { width: 300, height: 200, letter: 6, line: 12 };
const node = (id: string, x: number, y: number, title = 'ten letter') => ({
  id,
  x,
  y,
  radius: 5,
  title,
});

test('a label lies right of its node, and left of it at the right edge', () => {
  const nodes = [node('a', 20, 50), node('b', 290, 100)];
  expect(placeLabels(nodes, nodes, sizes)).toEqual([
    { id: 'a', text: 'ten letter', x: 28, y: 53 },
    { id: 'b', text: 'ten letter', x: 222, y: 103 },
  ]);
});

test('a label avoids other nodes and labels, and the first node is served first', () => {
  const nodes = [node('a', 100, 100), node('b', 130, 100), node('c', 100, 112)];
  const labels = placeLabels(nodes, nodes, sizes);
  // To the right of the first one stands another node.
  expect(labels[0]).toEqual({ id: 'a', text: 'ten letter', x: 32, y: 103 });
  for (const [index, label] of labels.entries()) {
    for (const other of labels.slice(index + 1)) {
      const apart = Math.abs(label.x - other.x) >= 60 || Math.abs(label.y - other.y) >= 12;
      expect(apart).toBe(true);
    }
  }
});

test('who finds no room has no label', () => {
  const narrow = { ...sizes, width: 40 };
  expect(placeLabels([node('a', 20, 50)], [], narrow)).toEqual([]);
});

test('long titles are cut between whole characters', () => {
  expect(shortTitle('short')).toBe('short');
  expect(shortTitle('😀'.repeat(30))).toBe(`${'😀'.repeat(25)}…`);
});
