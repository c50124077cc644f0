import { spawn } from 'node:child_process';

/**
 * Runs a program to its end. With `capture` its output comes back instead of going to the terminal.
 * Rejects only when the program cannot be started; the exit status is for the caller to judge.
 */
export function command(program, parameters, options = {}) {
  const { capture = false, cwd, env = {}, input = 'ignore' } = options;
  const shell = process.platform === 'win32' && /^(npm|npx)$/.test(program);
  const child = spawn(program, parameters, {
    cwd,
    shell,
    env: { ...process.env, ...env },
    stdio: [input, capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => (output += chunk));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a script of this project with this Node. */
export function node(parameters, options) {
  return command(process.execPath, parameters, options);
}

/** Like `command`, for a program that has to succeed: rejects with `failure` and the end of the output. */
export async function must(failure, program, parameters, options = {}) {
  const { code, output } = await command(program, parameters, { ...options, capture: true });
  if (code !== 0) {
    throw new Error(`${failure}\n${output.slice(-3000)}`);
  }
  return output;
}
