/**
 * Glob patterns as editors write them: `*` and `?` inside a segment, `**` for any number of segments,
 * `{a,b}` for either, `[abc]` and `[!abc]` for one character. A pattern without a slash matches the name
 * of the file in any folder. A pattern has at most `longestPattern` characters, a longer one matches nothing;
 * so the time for a path is bounded, and grows with its length only.
 * @param step told of every step of the work, to count them.
 */
export function matchesGlob(
  pattern: string,
  path: string,
  step: () => void = () => undefined,
): boolean {
  if (pattern.length > longestPattern) return false;
  const segments = normal(path);
  return expandBraces(pattern, step).some((plain) => {
    const parts = normal(plain);
    if (parts.length === 1 && parts[0] !== '**') parts.unshift('**');
    return matchesParts(parts, segments, step);
  });
}

/** In UTF-16 units. */
export const longestPattern = 1000;

function normal(path: string): string[] {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
}

/** More alternatives than this are taken as they are written, so that a pattern cannot explode. */
const mostAlternatives = 256;

function expandBraces(pattern: string, step: () => void): string[] {
  let patterns = [pattern];
  for (;;) {
    const expanded = patterns.flatMap((plain) => {
      step();
      return expandFirst(plain);
    });
    if (expanded.length > mostAlternatives) return patterns;
    // One alternative alone, `{a}`, makes another pattern but no more of them.
    if (expanded.every((plain, at) => plain === patterns[at])) return patterns;
    patterns = expanded;
  }
}

/** Expands the first innermost `{a,b}`; a pattern without one stays as it is. */
function expandFirst(pattern: string): string[] {
  const close = pattern.indexOf('}');
  const open = close < 0 ? -1 : pattern.lastIndexOf('{', close);
  if (open < 0) return [pattern];
  const [head, tail] = [pattern.slice(0, open), pattern.slice(close + 1)];
  return pattern
    .slice(open + 1, close)
    .split(',')
    .map((choice) => head + choice + tail);
}

/** `**` stands for any number of segments. Greedy with one way back, as for `*` in a segment. */
function matchesParts(
  parts: readonly string[],
  segments: readonly string[],
  step: () => void,
): boolean {
  return greedy(parts.length, segments.length, {
    isStar: (at) => parts[at] === '**',
    fits: (at, index) => matchesSegment(parts[at] ?? '', segments[index] ?? '', step),
    step,
  });
}

function matchesSegment(part: string, segment: string, step: () => void): boolean {
  const tokens = part.match(/\[!?\]?[^\]]*\]|./gsu) ?? [];
  const characters = Array.from(segment);
  return greedy(tokens.length, characters.length, {
    isStar: (at) => tokens[at] === '*' || tokens[at] === '**',
    fits: (at, index) => matchesCharacter(tokens[at] ?? '', characters[index] ?? ''),
    step,
  });
}

function matchesCharacter(token: string, character: string): boolean {
  if (token === '?') return true;
  if (token.length < 3 || !token.startsWith('[')) return token === character;
  const negated = token[1] === '!';
  return token.slice(negated ? 2 : 1, -1).includes(character) !== negated;
}

/** Wildcard matching that goes back to the last star only, which is enough. */
function greedy(
  patternLength: number,
  textLength: number,
  rules: {
    readonly isStar: (at: number) => boolean;
    readonly fits: (at: number, index: number) => boolean;
    readonly step: () => void;
  },
): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let starIndex = 0;
  while (index < textLength) {
    rules.step();
    if (at < patternLength && rules.isStar(at)) {
      star = at;
      starIndex = index;
      at += 1;
    } else if (at < patternLength && rules.fits(at, index)) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      starIndex += 1;
      index = starIndex;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (at < patternLength && rules.isStar(at)) at += 1;
  return at === patternLength;
}
