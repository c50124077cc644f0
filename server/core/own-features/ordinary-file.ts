import * as v from 'valibot';

/** One's own ordinary data, by content: `.latent-lint/ordinary.json`. */
export interface OrdinaryFile {
  /** Where the samples came from, and their content hashes. */
  readonly sources: readonly {
    /** As it was named, with `/`. */
    readonly name: string;
    readonly contentHashes: readonly string[];
  }[];
}

export type OrdinaryFileReading =
  | { readonly kind: 'ordinary'; readonly file: OrdinaryFile }
  | { readonly kind: 'problem'; readonly message: string };

const schema = v.object({
  format: v.literal(1),
  sources: v.array(
    v.object({
      name: v.string(),
      contentHashes: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    }),
  ),
});

/** Checks the text of an `ordinary.json`. */
export function parseOrdinaryFile(text: string): OrdinaryFileReading {
  try {
    const result = v.safeParse(schema, JSON.parse(text.replace(/^\uFEFF/, '')));
    if (result.success) return { kind: 'ordinary', file: { sources: result.output.sources } };
  } catch {
    // What is no JSON is no such file either.
  }
  return { kind: 'problem', message: 'The file .latent-lint/ordinary.json is damaged.' };
}

/**
 * The text of an `ordinary.json`: content hashes only, one a line and sorted, so that it merges. The matrix is no part
 * of it: it follows from the samples' vectors, which are in the store or computed again, and would have 3 MB.
 */
export function serialiseOrdinaryFile({ sources }: OrdinaryFile): string {
  const sorted = [...sources]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, contentHashes }) => ({
      name,
      contentHashes: [...new Set(contentHashes)].sort(),
    }));
  return `${JSON.stringify({ format: 1, sources: sorted }, null, 1)}\n`;
}
