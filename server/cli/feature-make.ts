import { buildFeature } from '../core/own-features/build-feature.ts';
import type { MarkedSample, UnmarkedSample } from '../core/own-features/marked-sample.ts';
import type { ExampleSign, OwnFeature } from '../core/own-features/own-feature.ts';
import { spread } from '../core/own-features/leave-out.ts';
import { CannotDo } from './cannot-do.ts';
import type { MakeOptions } from './feature-options.ts';
import { checkStandardInput } from './input.ts';
import { parseLineChoice, type LineChoice } from './line-choice.ts';
import { findPack, readManifest } from './open-pack.ts';
import { checkPackNames } from './own-features.ts';
import { toPlainText } from './plain-text.ts';
import { SampleReader, type ReadSample, type UnreadLine } from './sample-reader.ts';
import { saySkipped, SkippedLines } from './skipped-lines.ts';

/**
 * A feature from the lines that are named, compared with some of the other lines of the same files.
 * @throws {CannotDo} with one sentence.
 */
export async function makeFeature(
  options: MakeOptions,
  made: string,
  signal: AbortSignal,
): Promise<{ readonly feature: OwnFeature; readonly titles: ReadonlyMap<string, string> }> {
  const choices = [
    ...(await choose(options.positive, 'positive')),
    ...(await choose(options.negative, 'negative')),
  ];
  checkPackNames(options.name, await readManifest(await findPack(options.pack)));
  checkStandardInput(choices.map(({ file }) => file));
  const reader = await SampleReader.open(options, signal);
  const skipped = new SkippedLines();
  try {
    const space = await reader.space();
    const marks: MarkedSample[] = [];
    for (const choice of choices) marks.push(...(await readMarks(reader, choice, skipped)));
    checkSigns(marks);
    const unmarked = await readUnmarked({ reader, choices, marks, skipped }, options.compare);
    const { name: title, why, who } = options;
    const built = buildFeature({ title, why, who, made }, marks, {
      pack: reader.pack,
      space,
      unmarked,
    });
    if (built.kind === 'problem') throw new CannotDo(built.message);
    const titles = new Map(reader.pack.features.map(({ id, title: name }) => [id, name]));
    return { feature: built.fitted, titles };
  } finally {
    await reader.close();
    if (!signal.aborted) saySkipped(skipped);
  }
}

interface SignedChoice extends LineChoice {
  readonly sign: ExampleSign;
}

async function choose(texts: readonly string[], sign: ExampleSign): Promise<SignedChoice[]> {
  const choices: SignedChoice[] = [];
  for (const text of texts) choices.push({ ...(await parseLineChoice(text)), sign });
  return choices;
}

async function readMarks(
  reader: SampleReader,
  { file, lines, sign }: SignedChoice,
  skipped: SkippedLines,
): Promise<MarkedSample[]> {
  const marks: MarkedSample[] = [];
  const found = new Set<number>();
  const name = toPlainText(file);
  const skip = (unread: UnreadLine): void => {
    // A line that was named has to be a sample; of a whole file those count that are.
    if (lines !== null) {
      const why = unread.message ?? 'it is blank.';
      throw new CannotDo(`${name}:${unread.line} cannot be marked: ${why}`);
    }
    skipped.add(unread.reason, unread);
  };
  for await (const sample of reader.read(file, (line) => lines?.has(line) ?? true, skip)) {
    found.add(sample.line);
    marks.push({ ...asUnmarked(sample), sign });
  }
  const missing = [...(lines ?? [])].find((line) => !found.has(line));
  if (missing !== undefined)
    throw new CannotDo(`${name}:${missing} cannot be marked: the file has no such line.`);
  if (marks.length === 0) throw new CannotDo(`'${name}' holds no sample to mark.`);
  return marks;
}

function checkSigns(marks: readonly MarkedSample[]): void {
  const signs = new Map<string, ExampleSign>();
  for (const { contentHash, sign } of marks) {
    if ((signs.get(contentHash) ?? sign) !== sign) {
      throw new CannotDo('The same sample is marked both “like this” and “not like this”.');
    }
    signs.set(contentHash, sign);
  }
}

/** What other lines are read with. */
interface UnmarkedParts {
  readonly reader: SampleReader;
  readonly choices: readonly SignedChoice[];
  readonly marks: readonly MarkedSample[];
  readonly skipped: SkippedLines;
}

/** At most `most` other lines of the files, evenly spread. */
async function readUnmarked(
  { reader, choices, marks, skipped }: UnmarkedParts,
  most: number,
): Promise<UnmarkedSample[]> {
  const marked = new Set(marks.map(({ contentHash }) => contentHash));
  const files = [...new Set(choices.map(({ file }) => file))];
  const unmarked: UnmarkedSample[] = [];
  const skip = (line: UnreadLine): void => skipped.add(line.reason, line);
  for (const file of files) {
    const own = choices.filter((choice) => choice.file === file);
    // A file that is marked as a whole, or a stream that was read already, has no other lines.
    if (file === '-' || most === 0 || own.some(({ lines }) => lines === null)) continue;
    const taken = new Set(own.flatMap(({ lines }) => [...(lines ?? [])]));
    const rest = (await reader.count(file)).filter((line) => !taken.has(line));
    const wanted = new Set(
      spread(rest.length, Math.ceil(most / files.length)).flatMap((at) => rest[at] ?? []),
    );
    for await (const sample of reader.read(file, (line) => wanted.has(line), skip)) {
      if (!marked.has(sample.contentHash)) unmarked.push(asUnmarked(sample));
    }
  }
  return unmarked;
}

function asUnmarked({ contentHash, vectors, format, score }: ReadSample): UnmarkedSample {
  return { contentHash, vectors, format, tokens: score.tokens };
}
