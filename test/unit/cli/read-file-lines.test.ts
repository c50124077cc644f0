import { describe, expect, it } from 'vitest';
import {
  readFileLines,
  WrongEncoding,
  type FileLine,
} from '../../../server/cli/read-file-lines.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    await Promise.resolve();
    yield bytes.subarray(start, start + size);
  }
}

async function read(content: string | Buffer, size = 7, limit?: number): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  const chunks = inChunks(Buffer.from(content), size);
  for await (const line of readFileLines(chunks, limit)) lines.push(line);
  return lines;
}

const texts = (lines: readonly FileLine[]): string[] => lines.map(({ text }) => text);

describe('readFileLines', () => {
  it('cuts at every kind of line ending, wherever a chunk ends', async () => {
    const content = 'a\r\nb\rc\n\n\r\n\r\rlast';
    for (let size = 1; size <= content.length; size++) {
      const lines = await read(content, size);
      expect(texts(lines), `chunks of ${size}`).toEqual(['a', 'b', 'c', '', '', '', '', 'last']);
      expect(lines.at(-1)?.bytesRead).toBe(content.length);
      expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  it('counts nothing behind the last line ending', async () => {
    expect(texts(await read('a\n'))).toEqual(['a']);
    expect(texts(await read('a\r\n', 2))).toEqual(['a']);
    expect(await read('')).toEqual([]);
    expect(texts(await read('\n'))).toEqual(['']);
  });

  it('keeps characters whole that a chunk cuts', async () => {
    for (const size of [1, 2, 3, 5]) {
      expect(texts(await read('図書館 📚\né', size))).toEqual(['図書館 📚', 'é']);
    }
  });

  it('reads invalid bytes as U+FFFD and says so', async () => {
    const lines = await read(Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a]));
    expect(texts(lines)).toEqual(['a\ufffd', 'b']);
    expect(lines.map(({ problem }) => problem)).toEqual(['invalid-utf8', null]);
  });

  it('leaves the byte order mark to the reader of the line', async () => {
    expect(texts(await read('\ufeff{}\n'))).toEqual(['\ufeff{}']);
  });

  it('passes over a line that is too long and goes on behind it', async () => {
    const lines = await read(`${'x'.repeat(50)}\nshort\n`, 7, 20);
    expect(texts(lines)).toEqual(['', 'short']);
    expect(lines.map(({ problem }) => problem)).toEqual(['too-long', null]);
    expect(lines.at(-1)?.bytesRead).toBe(57);
  });

  it('refuses UTF-16', async () => {
    await expect(read(Buffer.from('\ufeffa\n', 'utf16le'))).rejects.toThrow(WrongEncoding);
  });
});
