import { commandOf, type KeyCommand } from './keyboard.ts';

/** Turns events of the keyboard into commands. The space bar toggles when it is let go, unless it held a pan. */
export class KeyTools {
  readonly #events = new AbortController();
  readonly #run: (command: KeyCommand) => boolean;
  #space: 'up' | 'down' | 'used' = 'up';

  /** @param run answers whether the command meant anything; if not, the page may use the key. */
  constructor(host: HTMLElement, run: (command: KeyCommand) => boolean) {
    this.#run = run;
    const { signal } = this.#events;
    host.addEventListener('keydown', (event) => this.#down(event), { signal });
    host.addEventListener('keyup', (event) => this.#up(event), { signal });
    host.addEventListener('blur', () => (this.#space = 'up'), { signal });
  }

  /** Whether the space bar is held; then it is held for a pan and toggles nothing. */
  takeSpace(): boolean {
    if (this.#space === 'up') return false;
    this.#space = 'used';
    return true;
  }

  dispose(): void {
    this.#events.abort();
  }

  #down(event: KeyboardEvent): void {
    const command = commandOf(event);
    if (command === null) return;
    if (command.do === 'toggle') {
      if (!event.repeat) this.#space = 'down';
      event.preventDefault();
      return;
    }
    if (!this.#run(command)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #up(event: KeyboardEvent): void {
    if (event.key !== ' ') return;
    const toggles = this.#space === 'down';
    this.#space = 'up';
    if (toggles) this.#run({ do: 'toggle' });
  }
}
