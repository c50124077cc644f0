import type { JsonObject } from '../jsonl/json-node.ts';
import type { FormatId, LineEdit, Problem, Turn } from '../sample.ts';

/** A line as a format sees it. */
export interface FormatInput {
  readonly root: JsonObject;
  /** The text of the line that `root` was read from. */
  readonly line: string;
}

/** What a format makes of a line: its turns, or one sentence that says why there are none. */
type FormatReading =
  | { readonly turns: readonly Turn[]; readonly warnings: readonly Problem[] }
  | { readonly message: string };

/** One training format. A format never throws, and never puts text of a sample into a message. */
export interface Format {
  readonly id: FormatId;
  /** Whether the line is of this format by its keys. The first format of the registry that says so reads it. */
  recognises(root: JsonObject): boolean;
  read(input: FormatInput): FormatReading;
  /** Edits after which nothing of the sample is trained; missing if the format has no key for it. */
  weightZeroEdits?(input: FormatInput): readonly LineEdit[];
}
