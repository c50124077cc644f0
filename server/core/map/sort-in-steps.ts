/** Numbers that are sorted or merged between two pauses: about a millisecond. */
const step = 16_384;

/**
 * Sorts numbers (none of them NaN), ascending, with a pause after every few thousand: parts are sorted, then
 * merged in pairs. `values` is used up; the result may be another array.
 */
export function* sortInSteps(values: Float64Array): Generator<undefined, Float64Array> {
  for (let start = 0; start < values.length; start += step) {
    values.subarray(start, start + step).sort();
    yield;
  }
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(values.length > step ? values.length : 0);
  for (let size = step; size < values.length; size *= 2) {
    for (let start = 0; start < values.length; start += 2 * size) {
      yield* merge(from, to, start, size);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges the sorted parts of `size` from `start` and from `start + size`. */
function* merge(
  from: Float64Array,
  to: Float64Array,
  start: number,
  size: number,
): Generator<undefined, void> {
  const middle = Math.min(from.length, start + size);
  const end = Math.min(from.length, middle + size);
  let left = start;
  let right = middle;
  for (let at = start; at < end; at += 1) {
    const first = left < middle ? (from[left] ?? 0) : Infinity;
    // Of two infinite numbers the one is taken that there is.
    if (left < middle && (right === end || first <= (from[right] ?? 0))) {
      to[at] = first;
      left += 1;
    } else {
      to[at] = from[right] ?? 0;
      right += 1;
    }
    if (at % step === step - 1) yield;
  }
}
