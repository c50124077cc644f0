import { performance } from 'node:perf_hooks';
import type { MapChangedParams } from '../../map-protocol.ts';
import type { Projector } from '../../projection/projector.ts';
import type { LayoutFiles } from '../../store/layout-files.ts';
import { DataMap } from './data-map.ts';

/** Maps of different sets of files that are kept at once; more would take too much memory. */
const mostMaps = 4;
/** The shortest time between two notifications, in milliseconds. */
const pause = 250;
/** Reading a map again may take this share of the time; a large one is told less often while it is scanned. */
const share = 0.2;
/** Nobody waits longer for the news of an edit, in milliseconds. */
const longestPause = 2_000;

export interface MapsOptions {
  readonly projector: Pick<Projector, 'run'>;
  readonly layouts: LayoutFiles;
  readonly notify: (params: MapChangedParams) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** The maps that were asked for, and the news of them: at most four notifications a second. */
export class Maps {
  readonly #options: MapsOptions;
  /** The last used is the last. */
  readonly #maps = new Map<string, DataMap>();
  readonly #changed = new Set<string>();
  #stamp = 0;
  #timer: NodeJS.Timeout | null = null;
  /** When the timer is over, and when it was last told. */
  #due = Infinity;
  #told = -Infinity;

  constructor(options: MapsOptions) {
    this.#options = options;
  }

  /** The map of some files, in this order. */
  of(uris: readonly string[]): DataMap {
    const key = JSON.stringify(uris);
    const known = this.#maps.get(key);
    const map = known ?? this.#newMap(uris);
    this.#maps.delete(key);
    this.#maps.set(key, map);
    for (const [name, old] of this.#maps) {
      if (this.#maps.size <= mostMaps) break;
      old.dispose();
      this.#maps.delete(name);
    }
    return map;
  }

  /** Stops what is computed for these files. */
  stop(uris: readonly string[]): void {
    this.#maps.get(JSON.stringify(uris))?.stop();
  }

  /** A file has changed, or what is known of it. */
  fileChanged(uri: string): void {
    if (!this.#holds(uri)) return;
    const costs = Array.from(this.#maps.values(), ({ cost }) => cost);
    const wait = Math.max(pause, ...costs.map((cost) => cost / share));
    this.#tell([uri], Math.min(longestPause, wait));
  }

  /** A file was closed: what is large goes. */
  fileClosed(uri: string): void {
    for (const map of this.#maps.values()) if (map.uris.includes(uri)) map.release();
    this.fileChanged(uri);
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const map of this.#maps.values()) map.dispose();
    this.#maps.clear();
  }

  #newMap(uris: readonly string[]): DataMap {
    const { projector, layouts, failed } = this.#options;
    return new DataMap(uris, {
      projector,
      layouts,
      failed,
      changed: () => this.#tell(uris, pause),
      nextStamp: () => (this.#stamp += 1),
    });
  }

  #holds(uri: string): boolean {
    for (const map of this.#maps.values()) if (map.uris.includes(uri)) return true;
    return false;
  }

  /** @param wait The time since the last notification, in milliseconds. */
  #tell(uris: readonly string[], wait: number): void {
    for (const uri of uris) this.#changed.add(uri);
    const now = performance.now();
    const due = Math.max(now, this.#told + wait);
    if (due >= this.#due) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.#send(), due - now);
  }

  async #send(): Promise<void> {
    this.#timer = null;
    this.#due = Infinity;
    this.#told = performance.now();
    const uris = [...this.#changed];
    this.#changed.clear();
    try {
      await this.#options.notify({ uris });
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
