/** A place on a picture: x to the right, y downwards. */
export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * Where a key leads from a place: with an arrow to the nearest place within 60 degrees of its direction, what is
 * aside counting double; with Home and End to the first and last of the list. Null when it leads nowhere.
 */
export function placeAfter(key: string, from: string, places: readonly Place[]): string | null {
  if (key === 'Home') return places[0]?.id ?? null;
  if (key === 'End') return places.at(-1)?.id ?? null;
  const direction = directions[key];
  const start = places.find(({ id }) => id === from);
  if (direction === undefined || start === undefined) return null;
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { id, x, y } of places) {
    const ahead = (x - start.x) * direction[0] + (y - start.y) * direction[1];
    const aside = Math.abs((x - start.x) * direction[1]) + Math.abs((y - start.y) * direction[0]);
    if (id === from || ahead <= 0 || aside > Math.sqrt(3) * ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
