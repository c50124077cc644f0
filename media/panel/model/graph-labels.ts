/** A node that may have a label. */
interface Labelled {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly title: string;
}

/** A label with the place of its first letter's left end, on the base line. */
interface Label {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Sizes of a picture's text in CSS pixels; the width of a letter is an estimate that is rather too large. */
interface LabelSizes {
  readonly width: number;
  readonly height: number;
  readonly letter: number;
  readonly line: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Longer titles are cut; the whole one is in the caption. */
const mostLetters = 26;

/**
 * Labels that overlap neither each other nor a node, and lie within the picture. Nodes are served in their order, so
 * important ones come first; who finds no room has no label.
 *
 * @param obstacles nodes that no label may cover.
 */
export function placeLabels(
  wanted: readonly Labelled[],
  obstacles: readonly Labelled[],
  sizes: LabelSizes,
): readonly Label[] {
  const taken: Box[] = obstacles.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const labels: Label[] = [];
  for (const node of wanted) {
    const text = shortTitle(node.title);
    const box = candidates(node, text, sizes).find((candidate) => isFree(candidate, taken, sizes));
    if (box === undefined) continue;
    taken.push(box);
    labels.push({ id: node.id, text, x: box.left, y: box.bottom - sizes.line * 0.25 });
  }
  return labels;
}

export function shortTitle(title: string): string {
  const letters = Array.from(title);
  return letters.length <= mostLetters ? title : `${letters.slice(0, mostLetters - 1).join('')}…`;
}

/** Right of the node, left of it, below and above it. */
function candidates({ x, y, radius }: Labelled, text: string, sizes: LabelSizes): readonly Box[] {
  const width = Array.from(text).length * sizes.letter;
  const { line } = sizes;
  const gap = radius + 3;
  const box = (left: number, top: number): Box => ({
    left,
    right: left + width,
    top,
    bottom: top + line,
  });
  return [
    box(x + gap, y - line / 2),
    box(x - gap - width, y - line / 2),
    box(x - width / 2, y + gap),
    box(x - width / 2, y - gap - line),
  ];
}

function isFree(box: Box, taken: readonly Box[], { width, height }: LabelSizes): boolean {
  if (box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) return false;
  return taken.every(
    (other) =>
      box.right <= other.left ||
      box.left >= other.right ||
      box.bottom <= other.top ||
      box.top >= other.bottom,
  );
}
