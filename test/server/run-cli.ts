import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = fileURLToPath(new URL('../../bin/latent-lint.mjs', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--format json` prints for a line. */
export interface PrintedLine {
  readonly file: string;
  readonly line: number;
  readonly status: string;
  readonly format: string | null;
  readonly risk: number | null;
  readonly flagged: boolean;
  readonly features: readonly { id: string; cosine: number; percentile: number }[];
  readonly span: { turn: number; start: number; end: number; text: string } | null;
  readonly tokens: number | null;
  readonly message: string | null;
}

/** Starts the command from the root of the checkout. */
export function startCli(args: readonly string[]): ChildProcessWithoutNullStreams {
  return start(program, args, root);
}

function start(
  file: string,
  args: readonly string[],
  folder: string,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [file, ...args], { cwd: folder });
}

/** Runs the command until it ends. */
export async function runCli(
  args: readonly string[],
  input: string | Buffer = '',
): Promise<CliResult> {
  return runProgram(program, args, input);
}

/** Runs the command in a folder until it ends. */
export async function runCliIn(folder: string, args: readonly string[]): Promise<CliResult> {
  return runProgram(program, args, '', folder);
}

/** Runs a file of JavaScript until it ends. */
export async function runProgram(
  file: string,
  args: readonly string[],
  input: string | Buffer = '',
  folder = root,
): Promise<CliResult> {
  const child = start(file, args, folder);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...output };
}

/** The objects that `--format json` printed, in order. */
export function parseLines({ stdout }: CliResult): PrintedLine[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PrintedLine);
}

/** Scans what is given as the standard input. */
export async function scanText(
  input: string | Buffer,
  ...options: string[]
): Promise<CliResult & { readonly lines: PrintedLine[] }> {
  const result = await runCli(
    ['scan', '-', '--format', 'json', '--workers', '1', ...options],
    input,
  );
  return { ...result, lines: parseLines(result) };
}
