import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { LayoutModel } from '../core/map/layout.ts';
import { writeWhole } from './write-whole.ts';

/** A map that was fitted before. */
export interface KeptLayout {
  readonly model: LayoutModel;
  /** Of the samples that it was fitted on, ascending, the first of them; see `SampleTable.keys`. */
  readonly keys: readonly number[];
}

/** Raised when the form of the files or the way of fitting changes. */
const version = 1;
/** Maps of this many sets of files are kept, the last ones used. */
const mostFiles = 40;

const bytes = v.pipe(v.string(), v.base64());
const pair = v.tuple([v.number(), v.number()]);
const entries = {
  keys: v.array(v.number()),
  width: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
};
const fileSchema = v.object({
  sha256: v.string(),
  layout: v.variant('kind', [
    v.object({
      kind: v.literal('pca'),
      ...entries,
      axes: v.tuple([bytes, bytes]),
      centre: pair,
      scale: v.number(),
      explained: pair,
    }),
    v.object({
      kind: v.literal('umap'),
      ...entries,
      rows: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      values: bytes,
      inverseNorms: bytes,
      x: bytes,
      y: bytes,
    }),
  ]),
});
type FileContent = v.InferOutput<typeof fileSchema>['layout'];

/**
 * Maps of earlier sessions, so that a file has the same map after a restart. They hold directions and places,
 * never text. A file that is damaged counts as missing; what cannot be written is not kept.
 */
export class LayoutFiles {
  readonly #folder: string | null;

  /** @param folder where the score store lies; null keeps nothing. */
  constructor(folder: string | null) {
    this.#folder = folder && path.join(folder, `maps-${version}`);
  }

  /** @param name stands for files, pack and projection. */
  async read(name: string): Promise<KeptLayout | null> {
    const file = this.#fileOf(name);
    if (file === null) return null;
    try {
      return parse(await readFile(file, 'utf8'));
    } catch {
      // A map that is missing or cannot be read is made again.
      return null;
    }
  }

  /** @throws the error of writing. */
  async write(name: string, layout: KeptLayout): Promise<void> {
    const file = this.#fileOf(name);
    if (file === null || this.#folder === null) return;
    await mkdir(this.#folder, { recursive: true });
    await writeWhole(file, print(layout));
    await dropOldest(this.#folder);
  }

  #fileOf(name: string): string | null {
    return this.#folder && path.join(this.#folder, `${sha256(name).slice(0, 32)}.json`);
  }
}

function print({ model, keys }: KeptLayout): string {
  const layout = model.kind === 'pca' ? printPca(model, keys) : printUmap(model, keys);
  return JSON.stringify({ sha256: sha256(JSON.stringify(layout)), layout });
}

function printPca(
  { kind, width, axes, centre, scale, explained }: Extract<LayoutModel, { kind: 'pca' }>,
  keys: readonly number[],
): FileContent {
  const [first, second] = axes;
  return {
    kind,
    keys: [...keys],
    width,
    axes: [toText(first), toText(second)],
    centre: [...centre],
    scale,
    explained: [...explained],
  };
}

function printUmap(
  { kind, width, landmarks, x, y }: Extract<LayoutModel, { kind: 'umap' }>,
  keys: readonly number[],
): FileContent {
  return {
    kind,
    keys: [...keys],
    width,
    rows: landmarks.rows,
    values: toText(new Int8Array(landmarks.values)),
    inverseNorms: toText(new Float32Array(landmarks.inverseNorms)),
    x: toText(x),
    y: toText(y),
  };
}

function parse(text: string): KeptLayout | null {
  const file = v.safeParse(fileSchema, JSON.parse(text));
  if (!file.success) return null;
  const { layout, sha256: expected } = file.output;
  if (sha256(JSON.stringify(layout)) !== expected) return null;
  const { keys, width } = layout;
  if (layout.kind === 'pca') {
    const { kind, centre, scale, explained } = layout;
    const axes = [toFloats(layout.axes[0], width), toFloats(layout.axes[1], width)] as const;
    return { keys, model: { kind, width, axes, centre, scale, explained } };
  }
  const { kind, rows } = layout;
  const landmarks = {
    rows,
    width,
    values: toShared(layout.values, rows * width),
    inverseNorms: toShared(layout.inverseNorms, 4 * rows),
  };
  return {
    keys,
    model: { kind, width, landmarks, x: toFloats(layout.x, rows), y: toFloats(layout.y, rows) },
  };
}

async function dropOldest(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = path.join(folder, name);
      return { file, time: (await stat(file)).mtimeMs };
    }),
  );
  files.sort((a, b) => b.time - a.time);
  for (const { file } of files.slice(mostFiles)) await rm(file, { force: true });
}

function toText({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** @throws RangeError when there are not so many numbers. */
function toFloats(text: string, count: number): Float32Array {
  return new Float32Array(toShared(text, 4 * count).slice(0));
}

function toShared(text: string, size: number): SharedArrayBuffer {
  const read = Buffer.from(text, 'base64');
  if (read.length !== size) throw new RangeError('The file holds another number of bytes.');
  const shared = new SharedArrayBuffer(size);
  new Uint8Array(shared).set(read);
  return shared;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
