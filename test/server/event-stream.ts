type Listener<A> = (values: A) => void;

/** Events that a test waits for, by name, each with a list of values. */
export class EventStream<Events extends Record<string, unknown[]>> {
  readonly #listeners = new Map<keyof Events, Set<(values: never) => void>>();

  emit<K extends keyof Events>(name: K, ...values: Events[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      (listener as Listener<Events[K]>)(values);
    }
  }

  /** All events of a name from now on: those that come while the caller is busy wait for it. */
  async *each<K extends keyof Events>(name: K): AsyncGenerator<Events[K], void, void> {
    const queue: Events[K][] = [];
    let wake = (): void => undefined;
    const listener: Listener<Events[K]> = (values) => {
      queue.push(values);
      wake();
    };
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    try {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      listeners.delete(listener);
    }
  }
}
