/** Does one piece of work at a time, in the order in which they were asked for. */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the work does; the work that waits behind it goes on in either case. */
  add<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** Waits for a promise that never rejects, but no longer than `most` milliseconds. */
export async function atMost(most: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, most);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}
