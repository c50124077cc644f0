import type { JsonString } from '../jsonl/json-node.ts';
import type { Role, Turn } from '../sample.ts';
import { slicePiece, TurnText } from './turn-text.ts';

interface Marker {
  readonly role: Role;
  /** Where the marker begins and where the text after it does. */
  readonly start: number;
  readonly end: number;
}

const names: readonly (readonly [string, Role])[] = [
  ['Human:', 'user'],
  ['Assistant:', 'assistant'],
];

/**
 * The turns of a dialogue in one string, as Anthropic's data sets write it: each turn begins with
 * `Human:` or `Assistant:` after an empty line. Text before the first turn is a system turn; turns
 * without text are left out. Null if the string has no such turn. All turns are context.
 */
export function splitTranscript(string: JsonString): Turn[] | null {
  const text = string.value;
  const markers = findMarkers(text);
  const first = markers[0];
  if (first === undefined) return null;
  const turns: Turn[] = [];
  addSpan(turns, string, { role: 'system', start: 0, end: 0 }, first.start);
  for (const [index, marker] of markers.entries()) {
    addSpan(turns, string, marker, markers[index + 1]?.start ?? text.length);
  }
  return turns;
}

function findMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  const start = text.length - text.trimStart().length;
  const opening = markerAt(text, start);
  if (opening !== null) markers.push(opening);
  let gap = text.indexOf('\n\n', start);
  while (gap >= 0) {
    const marker = markerAt(text, gap + 2);
    if (marker !== null) markers.push(marker);
    gap = text.indexOf('\n\n', gap + 1);
  }
  return markers;
}

function markerAt(text: string, start: number): Marker | null {
  for (const [name, role] of names) {
    if (text.startsWith(name, start)) return { role, start, end: start + name.length };
  }
  return null;
}

/** Adds what stands between a marker and the next one, without spaces around it. */
function addSpan(turns: Turn[], string: JsonString, marker: Marker, end: number): void {
  const span = string.value.slice(marker.end, end);
  const text = span.trim();
  if (text === '') return;
  const start = marker.end + (span.length - span.trimStart().length);
  const piece = slicePiece(string, start, start + text.length);
  turns.push(new TurnText().add(piece).turn(marker.role, 'context'));
}
