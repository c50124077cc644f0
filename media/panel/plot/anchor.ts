import type { Anchor } from './scene.ts';

/** Of labels, in CSS pixels. */
export const labelSize = 12;
export const lineHeight = 16;
export const labelPad = 3;
const mostLetters = 40;

/** From the middle of an anchor's mark to its corners, in CSS pixels. */
export function anchorReach(active: boolean): number {
  return active ? 6.5 : 5;
}

/** An anchor's label, shortened where it would hide too much; never between the halves of one character. */
export function labelOf({ label }: Anchor): string {
  if (label.length <= mostLetters) return label;
  return `${label.slice(0, mostLetters - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
