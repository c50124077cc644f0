import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GapList } from '../../../../server/core/jsonl/gap-list.ts';

interface Item {
  readonly name: string;
}

const items = fc.array(fc.record({ name: fc.string({ maxLength: 2 }) }), { maxLength: 6 });
const change = fc.record({ start: fc.nat(), count: fc.nat(), items });

test('it equals an array after any changes', () => {
  fc.assert(
    fc.property(items, fc.array(change, { maxLength: 20 }), (first, changes) => {
      const list = new GapList<Item>(first);
      let model: readonly Item[] = first;
      for (const { start, count, items: added } of changes) {
        const from = start % (model.length + 1);
        const removed = count % (model.length - from + 1);
        expect(list.replace(from, removed, added)).toEqual(model.slice(from, from + removed));
        model = model.toSpliced(from, removed, ...added);
        expect(list.toArray()).toEqual(model);
        expect(list).toHaveLength(model.length);
        expect(model.map((_, index) => list.at(index))).toEqual(model);
        expect(list.at(-1)).toBeUndefined();
        expect(list.at(model.length)).toBeUndefined();
      }
    }),
  );
});
