import type { MapHeat, MapRange } from '../../../server/map-protocol.ts';

/** A piece of a turn's text that looks the same throughout. */
export interface Piece {
  readonly text: string;
  /** Of the sentence that carries the risk. */
  readonly marked: boolean;
  /** How much it weighs within the sample, from 0 (least) to 9; null without weights. */
  readonly heat: number | null;
}

type HeatTokens = MapHeat['tokens'];

/** Texts up to this length are shown whole, in UTF-16 units. */
const longText = 900;
const shownOfLong = 600;
const before = 150;

/**
 * The part of a long text to show first: its beginning, or the place of the sentence that carries the risk.
 *
 * @param sentence within this text, or null.
 */
export function firstPart(
  text: string,
  sentence: MapRange | null,
): { readonly start: number; readonly end: number } {
  if (text.length <= longText) return { start: 0, end: text.length };
  const end = sentence === null ? 0 : Math.min(sentence.end, sentence.start + shownOfLong);
  if (end <= shownOfLong) return { start: 0, end: wholePair(text, shownOfLong) };
  const start = wholePair(text, Math.max(0, (sentence?.start ?? 0) - before));
  return { start, end: wholePair(text, Math.min(text.length, start + shownOfLong)) };
}

/**
 * A part of a turn's text in pieces. Ranges that do not fit the text are cut to it: the line may be another one
 * by now.
 *
 * @param part UTF-16 offsets.
 * @param heats heat by token of this turn, in order, from `heatLevels`.
 */
export function piecesOf(
  text: string,
  part: { readonly start: number; readonly end: number },
  sentence: MapRange | null,
  heats: readonly (MapRange & { readonly heat: number })[],
): Piece[] {
  const cuts = new Set([part.start, part.end]);
  const within = (place: number) => Math.min(Math.max(place, part.start), part.end);
  for (const range of sentence === null ? heats : [sentence, ...heats]) {
    cuts.add(within(range.start));
    cuts.add(within(range.end));
  }
  const places = [...cuts].sort((one, other) => one - other);
  const pieces: Piece[] = [];
  let token = 0;
  for (let index = 0; index + 1 < places.length; index++) {
    const [start = 0, end = 0] = [places[index], places[index + 1]];
    while ((heats[token]?.end ?? Infinity) <= start) token++;
    const heat = heats[token];
    pieces.push({
      text: text.slice(start, end),
      marked: sentence !== null && sentence.start <= start && end <= sentence.end,
      heat: heat !== undefined && heat.start <= start ? heat.heat : null,
    });
  }
  return pieces;
}

/** Weights as levels from 0 to 9 by rank: only differences within a sample mean something. */
export function heatLevels(tokens: HeatTokens): (MapRange & { readonly heat: number })[] {
  const sorted = tokens.map(({ weight }) => weight).sort((one, other) => one - other);
  const last = Math.max(1, sorted.length - 1);
  const rank = new Map(sorted.map((weight, index) => [weight, index]));
  return tokens.map((token) => ({
    turn: token.turn,
    start: token.start,
    end: token.end,
    heat: Math.floor((9.99 * (rank.get(token.weight) ?? 0)) / last),
  }));
}

/** A cut never goes through the two halves of one character. */
function wholePair(text: string, place: number): number {
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
}
