import type { OwnFeatures } from '../server/own-feature-protocol.ts';

type Sign = 'positive' | 'negative';

/** What an editor shows of one marked line. */
export interface LineMark {
  /** From 0. */
  readonly line: number;
  /** For the feature that marks go to, if the line is marked for it, else for the first one. */
  readonly sign: Sign;
  /** One sentence for each feature that it is marked for. The names of features are text, never markup. */
  readonly sentences: readonly string[];
}

const words: Readonly<Record<Sign, string>> = {
  positive: 'More like this',
  negative: 'Not like this',
};

/** The marked lines of a file, ascending, with every line that repeats a marked sample. Pure. */
export function markedLines({ features, current }: OwnFeatures): LineMark[] {
  const marks = new Map<number, { sign: Sign; sentences: string[] }>();
  const first = features.filter(({ id }) => id === current);
  const rest = features.filter(({ id }) => id !== current);
  for (const { title, examples } of [...first, ...rest]) {
    for (const { lines, sign, odd } of examples) {
      for (const line of lines) {
        const mark = marks.get(line) ?? { sign, sentences: [] };
        mark.sentences.push(sentence(title, sign, odd));
        marks.set(line, mark);
      }
    }
  }
  return [...marks].map(([line, mark]) => ({ line, ...mark })).sort((a, b) => a.line - b.line);
}

function sentence(title: string, sign: Sign, odd: boolean): string {
  const marked = `Marked “${words[sign]}” for “${title}”.`;
  return odd ? `${marked} The other marked lines would not find it.` : marked;
}
