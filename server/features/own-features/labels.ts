import { flagMember, stringMember } from '../../core/jsonl/access.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import { readSample } from '../../scan/read-summary.ts';
import type { FeatureContext } from '../context.ts';
import { featuresOf } from './own-features.ts';

/** Where what people know of samples comes from. */
export type LabelSource = 'column' | 'marks' | 'ignores';

export interface Label {
  readonly harmful: boolean;
  readonly source: LabelSource;
}

const harmfulWords = new Set(['harmful', 'unsafe', 'bad', 'toxic']);
const fineWords = new Set(['harmless', 'safe', 'good', 'fine', 'ordinary', 'benign']);

/** What people know of the samples of one file: the marks of features, the ignore list, a column of the lines. */
export class Labels {
  readonly #file: FileScan;
  readonly #context: FeatureContext;
  readonly #marks = new Map<string, boolean>();

  /** @param except a feature whose marks do not count, because it was made from them. */
  constructor(file: FileScan, context: FeatureContext, except: string) {
    this.#file = file;
    this.#context = context;
    const shelf = context.own.shelf(file.uri);
    for (const { id, examples } of shelf === undefined ? [] : featuresOf(shelf)) {
      if (id === except) continue;
      for (const { contentHash, sign } of examples) {
        // What is like any of the features is meant to be found.
        this.#marks.set(contentHash, sign === 'positive' || this.#marks.get(contentHash) === true);
      }
    }
  }

  /** Null when nobody knows. */
  of(record: LineRecord): Label | null {
    if (record.summary?.kind !== 'sample') return null;
    const { hash } = record.summary;
    const marked = this.#marks.get(hash);
    if (marked !== undefined) return { harmful: marked, source: 'marks' };
    const { ignores } = this.#context;
    if (ignores.find(this.#file.uri, hash) !== undefined)
      return { harmful: false, source: 'ignores' };
    const harmful = labelIn(record.text, this.#file);
    return harmful === null ? null : { harmful, source: 'column' };
  }
}

/** What a key `harmful` or `label` at the top of the line says; null when there is none that is understood. */
function labelIn(text: string, { settings }: FileScan): boolean | null {
  // Most lines have none, and need not be read for it.
  if (!text.includes('"harmful"') && !text.includes('"label"')) return null;
  const root = readSample(text, settings)?.root;
  if (root === undefined) return null;
  for (const key of ['harmful', 'label']) {
    const word = stringMember(root, key)?.value.trim().toLowerCase() ?? '';
    if (harmfulWords.has(word)) return true;
    if (fineWords.has(word)) return false;
  }
  // Elsewhere a `label` of true says that an answer is wanted (TRL's KTO), so only `harmful` may be that.
  return flagMember(root, 'harmful');
}
