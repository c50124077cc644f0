/** Indices of the largest values, largest first, ties by index; NaN is never among them. */
export function largestValues(values: ArrayLike<number>, count: number): Uint32Array {
  const heap = new Uint32Array(Math.max(0, Math.min(count, values.length)));
  let size = 0;
  const isWorse = (left: number, right: number) => {
    const [a, b] = [values[left] ?? 0, values[right] ?? 0];
    return a < b || (a === b && left > right);
  };
  // The root is the worst of those kept.
  const sink = (index: number, from: number) => {
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && isWorse(heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1;
      if (!isWorse(heap[child] ?? 0, index)) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = index;
  };
  const rise = (index: number, from: number) => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(index, heap[parent] ?? 0)) break;
      heap[at] = heap[parent] ?? 0;
      at = parent;
    }
    heap[at] = index;
  };
  for (let i = 0; i < values.length && heap.length > 0; i += 1) {
    if (Number.isNaN(values[i])) continue;
    if (size < heap.length) {
      size += 1;
      rise(i, size - 1);
    } else if (isWorse(heap[0] ?? 0, i)) sink(i, 0);
  }
  return heap.subarray(0, size).sort((a, b) => (isWorse(a, b) ? 1 : -1));
}
