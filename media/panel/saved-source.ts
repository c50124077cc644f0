import type {
  MapColumns,
  MapColumnsParams,
  MapSample,
  MapSampleParams,
  MapSummary,
  MapTarget,
} from '../../server/map-protocol.ts';
import type {
  MapSuperposition,
  MapWhatIf,
  MapWhatIfParams,
} from '../../server/map-work-protocol.ts';
import { fromBase64, toBase64 } from './model/base64.ts';
import { widthOf } from './model/rows.ts';
import type { SavedMap, Source, SourceEvent, SourceRequests } from './source.ts';

type Answers = {
  readonly [K in keyof SourceRequests]?: (params: SourceRequests[K][0]) => SourceRequests[K][1];
};

/** A saved map as a source: it shows what was saved and changes nothing. */
export class SavedSource implements Source {
  readonly live = false;
  readonly #saved: SavedMap;
  readonly #bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Every pair of features is a map of its own. */
  readonly #stamps = new Map<string, number>();
  #rowsById: ReadonlyMap<number, number> | null = null;

  /** Requests that are answered; all others need the editor. */
  readonly #answers: Answers = {
    map: (target) => this.#summary(target),
    columns: (params) => this.#columns(params),
    sample: (params) => this.#sample(params),
    superposition: () => this.#superposition(),
    whatIf: (params) => this.#whatIf(params),
    cancel: () => null,
  };

  constructor(saved: SavedMap) {
    this.#saved = saved;
  }

  can(request: keyof SourceRequests): boolean {
    const { samples, superposition, whatIf } = this.#saved;
    if (request === 'sample') return samples !== null;
    if (request === 'superposition') return superposition !== null;
    if (request === 'whatIf') return whatIf !== null && whatIf.length > 0;
    return request !== 'cancel' && request in this.#answers;
  }

  async request<K extends keyof SourceRequests>(
    name: K,
    params: SourceRequests[K][0],
  ): Promise<SourceRequests[K][1]> {
    const answer = this.#answers[name];
    if (answer === undefined) {
      throw new Error('A saved map does not offer this; open the file in the editor for it.');
    }
    return Promise.resolve(answer(params));
  }

  listen(listener: (message: SourceEvent) => void): void {
    const { names, target, page } = this.#saved;
    queueMicrotask(() => listener({ kind: 'open', uris: target.uris, names, state: page }));
  }

  ask(): Promise<string | null> {
    return Promise.resolve(null);
  }

  reveal(): void {
    // There is no editor to show a line in.
  }

  mark(): void {
    // There is no editor to mark lines in.
  }

  async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      throw new Error('The browser did not let this page copy anything.', { cause: error });
    }
  }

  save(name: string, content: string | Uint8Array): void {
    const part = typeof content === 'string' ? content : new Uint8Array(content);
    const address = URL.createObjectURL(new Blob([part]));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  }

  chooseFiles(): void {
    // The files are those that were saved.
  }

  showFindings(): void {
    // The list of findings belongs to the editor.
  }

  chooseOrdinary(): void {
    // Ordinary data, features and other scores join a file in the editor alone.
  }

  chooseScores(): void {
    this.chooseOrdinary();
  }

  importFeature(): void {
    this.chooseOrdinary();
  }

  exportFeature(): void {
    this.chooseOrdinary();
  }

  keepState(): void {
    // A page that is opened again shows what was saved.
  }

  /** Two features can be set against each other with what was saved; other projections cannot be made here. */
  #summary({ projection }: MapTarget): MapSummary {
    const { summary } = this.#saved;
    if (projection.kind !== 'features' || !this.#hasCosines(projection)) return summary;
    const titleOf = (id: string): string =>
      summary.features.find((feature) => feature.id === id)?.title ?? 'Risk';
    const axes = [titleOf(projection.x), titleOf(projection.y)] as const;
    return {
      ...summary,
      stamp: this.#stampOf(`${projection.x} ${projection.y}`, summary.stamp),
      projection: {
        shown: projection,
        progress: null,
        message: `Cosine to ${axes[0]} against cosine to ${axes[1]}.`,
        axes,
        anchors: [],
        quality: null,
        measuring: false,
      },
    };
  }

  #stampOf(pair: string, saved: number): number {
    const stamp = this.#stamps.get(pair) ?? saved + 1 + this.#stamps.size;
    this.#stamps.set(pair, stamp);
    return stamp;
  }

  #hasCosines({ x, y }: { readonly x: string; readonly y: string }): boolean {
    return [x, y].every((id) => this.#saved.columns[`cosine:${id}`] !== undefined);
  }

  #columns({ columns, start, end, projection }: MapColumnsParams): MapColumns {
    const swapped = new Map<string, string>();
    if (projection.kind === 'features' && this.#hasCosines(projection)) {
      swapped.set('x', `cosine:${projection.x}`).set('y', `cosine:${projection.y}`);
    }
    const answer: Record<string, string> = {};
    for (const name of columns) {
      const width = widthOf(name);
      const bytes = this.#column(swapped.get(name) ?? name);
      answer[name] = toBase64(bytes.subarray(start * width, end * width));
    }
    return { columns: answer };
  }

  #column(name: string): Uint8Array<ArrayBuffer> {
    const known = this.#bytes.get(name);
    if (known !== undefined) return known;
    const text = Object.entries(this.#saved.columns).find(([each]) => each === name)?.[1];
    if (text === undefined) throw new Error('This column was not saved.');
    const bytes = fromBase64(text);
    this.#bytes.set(name, bytes);
    return bytes;
  }

  #sample({ id }: MapSampleParams): MapSample | null {
    const { samples } = this.#saved;
    this.#rowsById ??= new Map(
      Array.from(new Uint32Array(this.#column('id').buffer), (each, row) => [each, row]),
    );
    const sample = samples?.[this.#rowsById.get(id) ?? -1] ?? null;
    if (sample === null) {
      throw new Error('The text of this sample was not saved: only that of the riskiest ones is.');
    }
    return sample;
  }

  #superposition(): MapSuperposition {
    const { superposition } = this.#saved;
    if (superposition === null) throw new Error('The graph of directions was not saved.');
    return superposition;
  }

  #whatIf({ ids, riskiestShare }: MapWhatIfParams): MapWhatIf {
    const { whatIf } = this.#saved;
    if (ids !== null) {
      throw new Error('A saved map knows only what removing the riskiest samples would change.');
    }
    const found = whatIf?.find(([share]) => Math.abs(share - riskiestShare) < 1e-9);
    if (found === undefined) {
      const shares = whatIf?.map(([share]) => `${Math.round(100 * share)} %`).join(', ') ?? '';
      throw new Error(`A saved map knows what removing the riskiest ${shares} would change.`);
    }
    return found[1];
  }
}

/** The saved map in a page, or null when there is none that this version can read. */
export function readSavedMap(document: Document): SavedMap | null {
  const json = document.getElementById('saved-map')?.textContent ?? '';
  if (json === '') return null;
  const value: unknown = JSON.parse(json);
  const isMap = typeof value === 'object' && value !== null && 'latentLintMap' in value;
  // `latent-lint report` wrote the page, and looked at the map before.
  return isMap && value.latentLintMap === 1 ? (value as SavedMap) : null;
}
