const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Uint8Array(256).fill(255);
for (let index = 0; index < letters.length; index++) values[letters.charCodeAt(index)] = index;

/**
 * Bytes of base64 with padding. Columns of a million samples come this way, so it goes over the text once.
 *
 * @throws RangeError when the text is no base64.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) throw new RangeError('Not base64: the length is no multiple of 4.');
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const letterCount = text.length - padding;
  let at = 0;
  let wrong = 0;
  for (let index = 0; index < letterCount; index += 4) {
    const a = valueAt(text, index);
    const b = valueAt(text, index + 1);
    const c = index + 2 < letterCount ? valueAt(text, index + 2) : 0;
    const d = index + 3 < letterCount ? valueAt(text, index + 3) : 0;
    wrong |= a | b | c | d;
    // What lies past the end of a typed array is dropped: that is the padding.
    bytes[at++] = (a << 2) | (b >> 4);
    bytes[at++] = (b << 4) | (c >> 2);
    bytes[at++] = (c << 6) | d;
  }
  if (wrong > 63) throw new RangeError('Not base64: there are other characters in it.');
  return bytes;
}

/** Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A multiple of 3, so that only the last part has padding, and few enough for one call.
  const size = 12_288;
  for (let start = 0; start < bytes.length; start += size) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(start, start + size))));
  }
  return parts.join('');
}

/** Numbers of 32 bits as they travel: little-endian, which is the order of every machine with a browser. */
export function numbersToBase64(numbers: Uint32Array): string {
  return toBase64(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
}

/** @throws RangeError when the text is no base64 of whole numbers. */
export function numbersFromBase64(text: string): Uint32Array<ArrayBuffer> {
  return new Uint32Array(fromBase64(text).buffer);
}

function valueAt(text: string, index: number): number {
  return values[text.charCodeAt(index)] ?? 255;
}
