/** Numbers that look random and are the same every time: `next()` is 0..1, 1 exclusive. */
export type Random = () => number;

/** Mulberry32 of Tommy Ettinger (public domain): 32 bits of state, each value of them once. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number 0..limit - 1. */
export function randomBelow(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** A number of the standard normal distribution, after Box and Muller (1958). */
export function randomNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
