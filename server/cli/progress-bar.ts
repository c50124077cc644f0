import { performance } from 'node:perf_hooks';

export interface Progress {
  /** File name, already safe for a terminal. */
  readonly name: string;
  readonly lines: number;
  readonly findings: number;
  /** Share of the file's bytes that is done, 0..1; null when the size is not known. */
  readonly share: number | null;
}

const millisecondsBetweenDraws = 100;
const barWidth = 20;

/** One line on a terminal that is drawn over itself; on anything else it stays silent. */
export class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  readonly #enabled: boolean;
  #started = performance.now();
  #drawn = -Infinity;
  #visible = false;

  constructor(stream: NodeJS.WriteStream, enabled = stream.isTTY) {
    this.#stream = stream;
    this.#enabled = enabled;
  }

  /** Begins to measure speed anew. */
  restart(): void {
    this.#started = performance.now();
  }

  /** Draws at most ten times a second. */
  show(progress: Progress): void {
    const now = performance.now();
    if (!this.#enabled || now - this.#drawn < millisecondsBetweenDraws) return;
    this.#write(describeProgress(progress, (now - this.#started) / 1000));
    this.#drawn = now;
  }

  /** Shows a sentence in place of the bar. */
  say(sentence: string): void {
    if (this.#enabled) this.#write(sentence);
  }

  /** Leaves an empty line for other output. */
  clear(): void {
    if (!this.#visible) return;
    this.#stream.write('\r\x1b[K');
    this.#visible = false;
  }

  #write(text: string): void {
    const columns = this.#stream.columns > 0 ? this.#stream.columns : 80;
    this.#stream.write(
      `\r${Array.from(text)
        .slice(0, columns - 1)
        .join('')}\x1b[K`,
    );
    this.#visible = true;
  }
}

/** For example `data.jsonl  ████░░░░ 21 %  120 lines, 4 flagged, 12.1 lines/s, 38 s left`. */
export function describeProgress(progress: Progress, seconds: number): string {
  const { lines, findings, share } = progress;
  const parts = [`${lines} lines`, `${findings} flagged`];
  if (seconds > 0.5) parts.push(`${(lines / seconds).toFixed(1)} lines/s`);
  if (share !== null && share > 0 && seconds > 2) {
    parts.push(`${describeDuration((seconds * (1 - share)) / share)} left`);
  }
  return [progress.name, ...(share === null ? [] : [drawBar(share)]), parts.join(', ')].join('  ');
}

function drawBar(share: number): string {
  const filled = Math.round(Math.min(1, share) * barWidth);
  const percent = Math.floor(Math.min(1, share) * 100);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${percent} %`;
}

function describeDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
