import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { MemoryWatch } from './processes.mjs';

/**
 * Runs `latent-lint scan --format json` and times it from the first printed line to the last one.
 * @returns {Promise<{lines: number, tokens: number, seconds: number, totalSeconds: number, results: object[],
 *   memory: {parentMB: number | null, childrenMB: number[]}}>} lines and tokens without those of the first line
 */
export async function timeScan(root, args, keepResults = false) {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [`${root}bin/latent-lint.mjs`, 'scan', '--format', 'json', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const memory = new MemoryWatch(child.pid);
  const results = [];
  let lines = -1;
  let tokens = 0;
  let first = 0;
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = performance.now();
    lines += 1;
    if (lines === 0) first = last;
    if (lines > 0 || keepResults) {
      const result = JSON.parse(line);
      if (lines > 0) tokens += result.tokens ?? 0;
      if (keepResults) results.push(result);
    }
  }
  const code = await ended;
  if (code !== 0 && code !== 1) throw new Error(`The scan ended with code ${code}.`);
  return {
    lines,
    tokens,
    seconds: (last - first) / 1000,
    totalSeconds: (performance.now() - started) / 1000,
    results,
    memory: memory.stop(),
  };
}

/** Seconds that a whole scan takes, start included, when nobody reads what it prints. */
export async function timeWholeScan(root, args) {
  const started = performance.now();
  const child = spawn(process.execPath, [`${root}bin/latent-lint.mjs`, 'scan', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0 && code !== 1) throw new Error(`The scan ended with code ${code}.`);
  return (performance.now() - started) / 1000;
}
