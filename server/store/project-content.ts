import * as v from 'valibot';

type Entries = Readonly<Record<string, unknown>>;

/** The content of a `settings.json`: what is not understood stays beside the rest. */
export interface ProjectContent {
  readonly format: 1;
  /** By data file: `{"threshold": 0.97}`. */
  readonly files: Entries;
  /** By feature: `{"enabled": false}`. */
  readonly features: Entries;
}

type ProjectReading =
  | { readonly kind: 'content'; readonly content: ProjectContent }
  /** What is wrong with the file as a whole, to be read after its name. */
  | { readonly kind: 'problem'; readonly message: string };

/** Nothing was decided. */
export const emptyContent: ProjectContent = { format: 1, files: {}, features: {} };

const anyObject = v.custom<Entries>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const fileEntry = v.object({ threshold: share });
const offEntry = v.object({ enabled: v.literal(false) });

/** Reads the text of a `settings.json`. Single values that make no sense are passed over later, and kept. */
export function parseProjectContent(text: string): ProjectReading {
  const value = parseJson(text);
  if (!v.is(anyObject, value)) return problem('is not a JSON object');
  const { format = 1, files = {}, features = {} } = value;
  if (format !== 1) return problem('has a format that this version does not know');
  if (!v.is(anyObject, files) || !v.is(anyObject, features)) {
    return problem('has “files” or “features” that are no objects');
  }
  return { kind: 'content', content: { ...value, format, files, features } };
}

/** Keys in a fixed order and one choice a line, so that changes are easy to read and to merge. */
export function printProjectContent({ format, files, features, ...rest }: ProjectContent): string {
  const content = { format, ...sorted(rest), features: sorted(features), files: sorted(files) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Least risk that is flagged in a file, 0..1; null when nothing was decided. */
export function thresholdIn({ files }: ProjectContent, name: string): number | null {
  const entry = Object.hasOwn(files, name) ? files[name] : null;
  return v.is(fileEntry, entry) ? entry.threshold : null;
}

/** Ids of the features that flag nothing. */
export function featuresOffIn({ features }: ProjectContent): ReadonlySet<string> {
  const off = Object.entries(features).filter(([, entry]) => v.is(offEntry, entry));
  return new Set(off.map(([id]) => id));
}

/** A value that is passed over. */
export interface WrongValue {
  /** Where it is, as in a program: `files["train.jsonl"].threshold`. Holds text of the file. */
  readonly key: string;
  /** For a sentence: `a number from 0 to 1`. */
  readonly expected: string;
  /** What is done without it, for a sentence: `the feature stays on`. */
  readonly instead: string;
}

/** The values that make no sense, in the order of the file. A key that is not known is no wrong value. */
export function wrongValuesIn({ files, features }: ProjectContent): WrongValue[] {
  return [
    ...Object.entries(files).flatMap(([name, entry]) =>
      wrongIn(`files[${JSON.stringify(name)}]`, entry, {
        name: 'threshold',
        isRight: (value) => v.is(share, value),
        expected: 'a number from 0 to 1',
        instead: 'the file has no threshold of its own',
      }),
    ),
    ...Object.entries(features).flatMap(([id, entry]) =>
      wrongIn(`features[${JSON.stringify(id)}]`, entry, {
        name: 'enabled',
        isRight: (value) => v.is(v.boolean(), value),
        expected: 'true or false',
        instead: 'the feature stays on',
      }),
    ),
  ];
}

/** What an entry may decide. */
interface Decision extends Omit<WrongValue, 'key'> {
  readonly name: string;
  readonly isRight: (value: unknown) => boolean;
}

function wrongIn(
  key: string,
  entry: unknown,
  { name, isRight, expected, instead }: Decision,
): WrongValue[] {
  if (!v.is(anyObject, entry)) {
    return [{ key, expected: `an object with “${name}”, which is ${expected}`, instead }];
  }
  if (!Object.hasOwn(entry, name) || isRight(entry[name])) return [];
  return [{ key: `${key}.${name}`, expected, instead }];
}

/** The content with another threshold of a file; null: with none. */
export function withThreshold(
  content: ProjectContent,
  name: string,
  threshold: number | null,
): ProjectContent {
  return { ...content, files: changed(content.files, name, 'threshold', threshold) };
}

/** The content with a feature on or off. Features are on unless they are off, so what is on needs no words. */
export function withFeature(content: ProjectContent, id: string, enabled: boolean): ProjectContent {
  const features = changed(content.features, id, 'enabled', enabled ? null : false);
  return { ...content, features };
}

/** Sets a key of an entry, or takes it away; an entry that says nothing any more goes. */
function changed(entries: Entries, name: string, key: string, value: unknown): Entries {
  const before = Object.hasOwn(entries, name) ? entries[name] : null;
  const rest = Object.entries(v.is(anyObject, before) ? before : {}).filter(([k]) => k !== key);
  const kept = Object.entries(entries).filter(([other]) => other !== name);
  const entry = value === null ? rest : [...rest, [key, value] as const];
  if (entry.length > 0) kept.push([name, Object.fromEntries(entry)]);
  return Object.fromEntries(kept);
}

function sorted(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function problem(message: string): ProjectReading {
  return { kind: 'problem', message };
}
