/**
 * Indices of the largest values, largest first, ties by index; NaN is never among them. It takes a time that grows
 * with the number of values, and hardly with `count`.
 */
export function largestValues(values: ArrayLike<number>, count: number): Uint32Array {
  // A heap whose root is the least of those kept.
  const heap = new Uint32Array(Math.max(0, Math.min(count, values.length)));
  let size = 0;
  let least = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    // Of equal values the earlier stays. NaN is not larger than anything.
    if (size === heap.length ? !(value > least) : Number.isNaN(value)) continue;
    if (size < heap.length) rise(heap, values, i, size++);
    else sink(heap, values, i, size);
    if (size === heap.length) least = values[heap[0] ?? 0] ?? 0;
  }
  return heap.subarray(0, size).sort((a, b) => (isLess(values, a, b) ? 1 : -1));
}

/** Whether the value at `left` is less than that at `right`; of equal ones the later counts as less. */
function isLess(values: ArrayLike<number>, left: number, right: number): boolean {
  const [a, b] = [values[left] ?? 0, values[right] ?? 0];
  return a < b || (a === b && left > right);
}

/** Puts an index in at the end of the heap, and moves it toward the root. */
function rise(heap: Uint32Array, values: ArrayLike<number>, index: number, end: number): void {
  let at = end;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isLess(values, index, heap[parent] ?? 0)) break;
    heap[at] = heap[parent] ?? 0;
    at = parent;
  }
  heap[at] = index;
}

/** Puts an index in the place of the root, and moves it away from there. */
function sink(heap: Uint32Array, values: ArrayLike<number>, index: number, size: number): void {
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && isLess(values, heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1;
    if (!isLess(values, heap[child] ?? 0, index)) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = index;
}
