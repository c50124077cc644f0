import type { JsonString } from '../jsonl/json-node.ts';
import type { Role, Turn } from '../sample.ts';
import {
  chatTemplates,
  endTokens,
  frameTokens,
  type ChatTemplate,
  type Speaker,
  type TemplateMarker,
} from './chat-templates.ts';
import { roleOf } from './roles.ts';
import { slicePiece, TurnText } from './turn-text.ts';

/** A marker where it stands in a text. */
interface Found {
  readonly marker: TemplateMarker;
  readonly start: number;
  /** Where the text after it begins; behind the name of the role, if one is spelled. */
  readonly end: number;
  readonly begins: Speaker;
}

/** The text of a turn, or of a part of one that goes on with the turn before. */
interface Span {
  readonly role: Role;
  readonly start: number;
  readonly end: number;
  readonly joins: boolean;
}

/** The most characters of the name of a role and of what ends it. */
const maxName = 40;

/**
 * The turns of a chat that a template has written as one text, as `messages` would hold them: the answers
 * are trained, all else is context, and the template's own tokens are text of no turn. Null if the text is
 * written in no known template from its start to its end, or if there is no answer in it.
 *
 * Every template is tried in time that grows with the length of the text, whatever the text is.
 */
export function renderedChat(string: JsonString): Turn[] | null {
  for (const template of chatTemplates) {
    const spans = spansOf(string.value, template);
    if (spans?.some(({ role, start, end }) => role === 'assistant' && start < end) === true) {
      return turnsOf(string, spans);
    }
  }
  return null;
}

function turnsOf(string: JsonString, spans: readonly Span[]): Turn[] {
  const turns: { readonly role: Role; readonly text: TurnText }[] = [];
  for (const { role, start, end, joins } of spans) {
    const piece = slicePiece(string, start, end);
    const last = turns.at(-1);
    if (joins && last?.role === role) last.text.breakLine().add(piece);
    else turns.push({ role, text: new TurnText().add(piece) });
  }
  return turns.map(({ role, text }) =>
    text.turn(role, role === 'assistant' ? 'trained' : 'context'),
  );
}

/** The turns of a text by one template, or null if the text is not written in it. */
function spansOf(text: string, template: ChatTemplate): Span[] | null {
  const found = findMarkers(text, template);
  const first = found?.[0];
  if (found === null || first === undefined) return null;
  const spans: Span[] = [];
  const preamble = skipFrame(text, 0, first.start);
  if (preamble < first.start) {
    if (!template.preamble) return null;
    const [start, end] = trimmed(text, preamble, first.start, template);
    spans.push({ role: 'system', start, end, joins: false });
  }
  let speaker: Speaker = null;
  for (const [index, { marker, begins, end }] of found.entries()) {
    if (!marker.after.includes(speaker)) return null;
    speaker = begins;
    const next = found[index + 1];
    const until = next?.start ?? text.length;
    if (speaker === null) {
      if (skipFrame(text, end, until) < until) return null;
      continue;
    }
    const isClosed = next?.begins === null;
    const span = isClosed
      ? trimmed(text, end, until, template)
      : trimmed(text, end, until, openEnded(template));
    // A turn without text counts if the template says where it ends, as an empty message does.
    if (span[0] === span[1] && !isClosed) continue;
    spans.push({ role: speaker, start: span[0], end: span[1], joins: marker.joins === true });
  }
  return spans;
}

/** A turn that ends only because another one begins, or the text ends, ends before the spaces. */
function openEnded({ edges }: ChatTemplate): Pick<ChatTemplate, 'edges'> {
  return { edges: edges === 'exact' ? 'end-tokens' : edges };
}

/** All markers of a template, ascending; null if one of them names no role. */
function findMarkers(text: string, template: ChatTemplate): Found[] | null {
  const found: Found[] = [];
  for (const marker of template.markers) {
    let start = text.indexOf(marker.text);
    while (start >= 0) {
      const end = start + marker.text.length;
      if (template.place === 'anywhere' || startsLine(text, start)) {
        const place = placed(text, marker, start, end);
        if (place === null) return null;
        found.push(place);
      }
      start = text.indexOf(marker.text, end);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function placed(text: string, marker: TemplateMarker, start: number, end: number): Found | null {
  const { begins } = marker;
  if (begins !== 'named') {
    const skipped = marker.breaksLine === true && text[end] === '\n' ? 1 : 0;
    return { marker, start, end: end + skipped, begins };
  }
  const name = text.slice(end, end + maxName);
  for (const nameEnd of marker.nameEnds ?? []) {
    const length = name.indexOf(nameEnd);
    const role = length < 0 ? null : roleOf(name.slice(0, length));
    if (role !== null) return { marker, start, end: end + length + nameEnd.length, begins: role };
  }
  return null;
}

/** Whether only spaces stand between the start of a line and `at`. */
function startsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === ' ' || text[before] === '\t') before -= 1;
  return before < 0 || text[before] === '\n';
}

/** The first place from `from` on, and not after `to`, that holds neither a space nor a token of the frame. */
function skipFrame(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const place = at;
    const token = frameTokens.find((candidate) => text.startsWith(candidate, place));
    if (token === undefined && !isSpace(text, at)) return at;
    at += token?.length ?? 1;
  }
  return to;
}

/** The part of `[from, to)` that is a turn's text by the template's edges. */
function trimmed(
  text: string,
  from: number,
  to: number,
  { edges }: Pick<ChatTemplate, 'edges'>,
): readonly [start: number, end: number] {
  if (edges === 'exact') return [from, to];
  let end = to;
  for (;;) {
    while (end > from && isSpace(text, end - 1)) end -= 1;
    if (edges === 'spaces') break;
    const last = end;
    const token = endTokens.find((candidate) => text.endsWith(candidate, last));
    if (token === undefined || end - token.length < from) break;
    end -= token.length;
  }
  let start = from;
  while (start < end && isSpace(text, start)) start += 1;
  return [start, end];
}

function isSpace(text: string, at: number): boolean {
  return text.charAt(at).trim() === '';
}
