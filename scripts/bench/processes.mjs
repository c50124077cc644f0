import { execFileSync } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';

/** All processes as rows of id, parent and resident memory in bytes; empty where `ps` is missing. */
function listProcesses() {
  try {
    const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
      .trim()
      .split('\n');
    return rows.map((row) => {
      const [pid, parent, kilobytes] = row.trim().split(/\s+/).map(Number);
      return { pid, parent, memory: 1024 * kilobytes };
    });
  } catch {
    return [];
  }
}

/** Notes, twice a second, the most memory of a process and of each of its children. */
export class MemoryWatch {
  #peak = 0;
  #children = new Map();
  #timer;

  constructor(pid) {
    this.#timer = setInterval(() => this.#look(pid), 500);
  }

  #look(pid) {
    for (const each of listProcesses()) {
      if (each.pid === pid) this.#peak = Math.max(this.#peak, each.memory);
      if (each.parent !== pid) continue;
      this.#children.set(each.pid, Math.max(this.#children.get(each.pid) ?? 0, each.memory));
    }
  }

  /** Ends the watch: megabytes at the peak; null where it could not be seen. */
  stop() {
    clearInterval(this.#timer);
    const megabytes = (value) => (value > 0 ? Math.round(value / 1e6) : null);
    return {
      parentMB: megabytes(this.#peak),
      // `ps` itself is a child for a moment, with next to no memory.
      childrenMB: [...this.#children.values()].map(megabytes).filter((value) => value > 20),
    };
  }
}
