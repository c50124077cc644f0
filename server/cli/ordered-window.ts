/**
 * Runs work ahead of its consumer and hands the results out in the order in which the work was found.
 * `start` is called for the next item only while fewer than `capacity` items, together lighter than
 * `weightLimit`, are on their way; one item may be heavier than that on its own.
 *
 * @throws what `items` or a result rejects with, when the consumer reaches it.
 */
export async function* orderedWindow<Item, Result>(
  items: AsyncIterable<Item>,
  start: (item: Item) => Promise<Result>,
  limits: {
    readonly capacity: number;
    readonly weightLimit: number;
    readonly weigh: (item: Item) => number;
  },
): AsyncGenerator<Result> {
  const source = items[Symbol.asyncIterator]();
  const waiting: { readonly result: Promise<Result>; readonly weight: number }[] = [];
  let weight = 0;
  let next: Promise<IteratorResult<Item>> | null = source.next();
  try {
    for (;;) {
      const [head] = waiting;
      const full = waiting.length >= limits.capacity || weight > limits.weightLimit;
      const winner = await firstOf(head?.result, full ? null : next);
      if (winner === 'head' && head !== undefined) {
        waiting.shift();
        weight -= head.weight;
        yield await head.result;
      } else if (winner === 'next' && next !== null) {
        const read: IteratorResult<Item> = await next;
        next = read.done === true ? null : source.next();
        if (read.done === true) continue;
        const result = start(read.value);
        // A failure is reported when its turn comes, not as an unhandled rejection before.
        result.catch(() => undefined);
        const itemWeight = limits.weigh(read.value);
        waiting.push({ result, weight: itemWeight });
        weight += itemWeight;
      } else {
        return;
      }
    }
  } finally {
    // The source may wait for input that never comes: its owner closes it.
    next?.catch(() => undefined);
  }
}

/** Which promise settles first; `done` when there is none. */
function firstOf(
  head: Promise<unknown> | undefined,
  next: Promise<unknown> | null,
): Promise<'head' | 'next' | 'done'> {
  const settled = <T>(promise: Promise<unknown>, name: T): Promise<T> =>
    promise.then(
      () => name,
      () => name,
    );
  const racers = [
    ...(head === undefined ? [] : [settled(head, 'head' as const)]),
    ...(next === null ? [] : [settled(next, 'next' as const)]),
  ];
  return racers.length === 0 ? Promise.resolve('done') : Promise.race(racers);
}
