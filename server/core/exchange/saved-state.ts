import * as v from 'valibot';

const base64 = v.pipe(v.string(), v.base64());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What “Save the state as JSON” of the panel writes, as far as a page needs it to open. */
const savedStateSchema = v.looseObject({
  latentLintMap: v.literal(1),
  made: v.string(),
  names: v.array(v.string()),
  target: v.looseObject({
    uris: v.pipe(v.array(v.string()), v.minLength(1)),
    projection: v.looseObject({ kind: v.string() }),
  }),
  summary: v.looseObject({
    rows: count,
    files: v.array(v.looseObject({ uri: v.string() })),
    features: v.array(v.looseObject({ id: v.string(), title: v.string() })),
    projection: v.looseObject({ message: v.string(), axes: v.tuple([v.string(), v.string()]) }),
  }),
  columns: v.record(v.string(), base64),
  samples: v.null(),
  superposition: v.null(),
  whatIf: v.null(),
});

export type SavedState = v.InferOutput<typeof savedStateSchema>;

/** The state that the panel saved; null when the text is something else, such as a training file. */
export function parseSavedState(text: string): SavedState | null {
  // A training file of many megabytes is not parsed for nothing.
  if (!text.startsWith('{"latentLintMap":')) return null;
  try {
    const result = v.safeParse(savedStateSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
