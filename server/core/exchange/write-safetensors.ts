/** The key of the metadata that says in which space a direction lies. */
export const spaceKey = 'latent_lint_space';

/**
 * One float32 vector as a safetensors file.
 * @param metadata strings that travel with it.
 */
export function writeSafetensors(
  name: string,
  values: Float32Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const size = 4 * values.length;
  const json = JSON.stringify({
    __metadata__: metadata,
    [name]: { dtype: 'F32', shape: [values.length], data_offsets: [0, size] },
  });
  const text = new TextEncoder().encode(json);
  // The numbers begin at a multiple of eight bytes, as readers of the format like it.
  const header = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + header + size).fill(0x20, 8, 8 + header);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header), true);
  bytes.set(text, 8);
  values.forEach((value, i) => view.setFloat32(8 + header + 4 * i, value, true));
  return bytes;
}

/** The metadata of a safetensors file; none when it has none that can be read. */
export function readMetadata(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    if (typeof header !== 'object' || header === null || !('__metadata__' in header))
      return new Map();
    const entries = Object.entries(header.__metadata__ ?? {});
    return new Map(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return new Map();
  }
}
