import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { CannotDo, describeFileError } from './cannot-do.ts';

/** The reader of the output has gone away, for example `head` after its last line. */
export class OutputClosed extends Error {}

/** Writes in order and waits while the reader is slower. */
export class Output {
  readonly #stream: Writable;
  #failure: Error | null = null;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  /**
   * @throws {OutputClosed} when nobody reads any more.
   * @throws {CannotDo} when it cannot be written for another reason, such as a full disk.
   */
  async write(text: string): Promise<void> {
    this.#throwFailure();
    if (this.#stream.write(text)) return;
    try {
      await once(this.#stream, 'drain');
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    }
    this.#throwFailure();
  }

  /** Resolves when everything is written; throws as `write` does. */
  async finish(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#stream.write('', () => resolve());
    });
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure === null) return;
    const code = 'code' in this.#failure ? this.#failure.code : undefined;
    const gone = code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
    if (gone) throw new OutputClosed();
    throw new CannotDo(
      `The results cannot be written: ${describeFileError(this.#failure, 'written')}.`,
    );
  }
}
