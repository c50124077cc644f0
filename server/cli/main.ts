import { version } from '../../package.json';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { calibrateCommand } from './calibrate.ts';
import { runFeature } from './feature.ts';
import { calibrateHelpText, featureHelpText, helpText } from './help.ts';
import { parseScanOptions } from './options.ts';
import { OutputClosed } from './output.ts';
import { toPlainText } from './plain-text.ts';
import { parseReportOptions } from './report/options.ts';
import { report } from './report/report.ts';
import { scan } from './scan.ts';

/** As shells count a process that a signal ended: 128 and the signal's number. */
const exitCodes = { cannotDo: 2, interrupted: 130, terminated: 143, brokenPipe: 141 } as const;

/** Why the work was stopped from outside. */
class Stopped extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('stopped');
    this.exitCode = exitCode;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const [command = 'help', ...rest] = args;
  const wantsHelp = rest.includes('--help') || rest.includes('-h');
  switch (command) {
    case 'scan':
      return wantsHelp ? print(helpText) : scanFiles(rest);
    case 'report':
      return wantsHelp ? print(helpText) : reportFiles(rest);
    case 'feature':
      return wantsHelp
        ? print(featureHelpText)
        : untilStopped((signal) => runFeature(rest, print, signal));
    case 'calibrate':
      return wantsHelp
        ? print(calibrateHelpText)
        : untilStopped((signal) => calibrateCommand(rest, print, signal));
    case 'lsp':
      return wantsHelp ? print(helpText) : serve(rest);
    case 'help':
    case '--help':
    case '-h':
      return print(helpText);
    case 'version':
    case '--version':
    case '-v':
      return print(`${version}\n`);
    default:
      throw new CannotDo(`There is no command '${command}'; see latent-lint help.`);
  }
}

function print(text: string): number {
  process.stdout.write(text, (error) => {
    if (!error) return;
    // Who reads the output may have had enough of it, as `head` does.
    if ('code' in error && error.code === 'EPIPE') process.exit(exitCodes.brokenPipe);
    const reason = describeFileError(error, 'written');
    process.stderr.write(`latent-lint: The results cannot be written: ${reason}.\n`);
    process.exit(exitCodes.cannotDo);
  });
  return 0;
}

function scanFiles(args: readonly string[]): Promise<number> {
  const options = parseScanOptions(args);
  return untilStopped((signal) => scan(options, signal));
}

function reportFiles(args: readonly string[]): Promise<number> {
  const options = parseReportOptions(args);
  return untilStopped((signal) => report(options, signal));
}

/** Works until done, or until a signal ends it in good order. */
async function untilStopped(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const stop = (exitCode: number) => () => controller.abort(new Stopped(exitCode));
  process.once('SIGINT', stop(exitCodes.interrupted));
  process.once('SIGTERM', stop(exitCodes.terminated));
  try {
    return await work(controller.signal);
  } catch (error) {
    const reason: unknown = controller.signal.reason;
    if (!(reason instanceof Stopped)) throw error;
    process.stderr.write('latent-lint: stopped.\n');
    return reason.exitCode;
  }
}

/** Runs the language server in this process; it ends when the editor says so. */
async function serve(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== '--stdio') {
    throw new CannotDo(
      'The language server speaks over the standard streams: latent-lint lsp --stdio.',
    );
  }
  await import(new URL('./server.cjs', import.meta.url).href);
  return new Promise(() => undefined);
}

// Nobody may read the messages any more; an error without a listener would end the work with the wrong exit code.
process.stderr.on('error', () => undefined);

run(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = error instanceof OutputClosed ? exitCodes.brokenPipe : exitCodes.cannotDo;
    if (error instanceof OutputClosed) return;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`latent-lint: ${toPlainText(message)}\n`);
  },
);
