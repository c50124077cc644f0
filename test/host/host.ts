import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installLocked, runNpm, type Report } from './install.ts';

/** What a host is started with. All paths are absolute. */
export interface HostOptions {
  /** A packed extension to install before the start. */
  readonly vsix?: string;
  /** User settings beyond those that keep the host quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables that the extension host sees besides this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the server keeps its data. Left out, it is a temporary folder that goes with the host. */
  readonly dataFolder?: string;
  /** A secret that every request must carry. Left out, none is needed. */
  readonly token?: string;
  readonly report?: Report;
}

/** What a page shows. All paths are absolute. */
export interface PageTarget {
  readonly workspace: string;
  /** Folder of an extension to load from its sources. */
  readonly extension?: string;
  /** Module with `run()` to execute in the extension host. */
  readonly tests?: string;
  /** A file to open. */
  readonly file?: string;
}

export interface Host {
  readonly dataFolder: string;
  /** The address of a page of this host that shows `target`. */
  address(target: PageTarget): string;
  stop(): Promise<void>;
}

const quiet = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'window.restoreWindows': 'none',
  'git.enabled': false,
  'files.autoSave': 'off',
  'workbench.reduceMotion': 'on',
};

/** The folder of VS Code's server, installed into the cache when it is not there yet. */
export async function installEditor(report: Report): Promise<string> {
  const inside = join('node_modules', 'code-server', 'lib', 'vscode');
  // Its lock file does not satisfy `npm ci`; `npm install` still takes every version from it.
  const finish = (draft: string) => runNpm('install', join(draft, inside));
  const folder = await installLocked('server', finish, report);
  return join(folder, inside);
}

/** Starts a VS Code on a free port of this machine. Rejects when it cannot be fetched or started. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const editor = await installEditor(options.report ?? (() => undefined));
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'latent-lint-host-')));
  await writeSettings(dataFolder, { ...quiet, ...options.settings });
  const main = join(editor, 'out', 'server-main.js');
  if (!existsSync(main)) {
    throw new Error(`The editor is not complete: delete ${editor} and try again.`);
  }
  const environment = { ...process.env, ...options.environment };
  const shared = ['--server-data-dir', dataFolder, '--accept-server-license-terms'];
  if (options.vsix !== undefined) {
    await finished(spawnNode([main, ...shared, '--install-extension', options.vsix], environment));
  }
  const access =
    options.token === undefined
      ? ['--without-connection-token']
      : ['--connection-token', options.token];
  const listen = ['--host', '127.0.0.1', '--port', '0', '--telemetry-level', 'off'];
  const child = spawnNode([main, ...shared, ...listen, ...access], environment);
  // A program that ends early, by an error for example, takes its editor with it.
  process.once('exit', () => child.kill());
  const port = await listeningPort(child);
  return {
    dataFolder,
    address: (target) => pageAddress(port, target, options.token),
    stop: async () => {
      await stopProcess(child);
      if (options.dataFolder === undefined) {
        await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

function pageAddress(port: number, target: PageTarget, token: string | undefined): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${urlPath(path)}`;
  const payload: [string, string][] = [];
  if (target.extension !== undefined) {
    payload.push(['extensionDevelopmentPath', remote(target.extension)]);
  }
  if (target.tests !== undefined) {
    payload.push(['extensionTestsPath', remote(target.tests)]);
  }
  if (target.file !== undefined) {
    payload.push(['openFile', remote(target.file)]);
  }
  const query = new URLSearchParams({ folder: urlPath(target.workspace) });
  if (token !== undefined) {
    query.set('tkn', token);
  }
  if (payload.length > 0) {
    query.set('payload', JSON.stringify(payload));
  }
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

/** `C:\a b` becomes `/C:/a b`, as VS Code writes it in addresses. */
function urlPath(path: string): string {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}

async function writeSettings(dataFolder: string, settings: object): Promise<void> {
  const folder = join(dataFolder, 'data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

function spawnNode(parameters: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, parameters, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function finished(child: ChildProcess): Promise<void> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`VS Code ended with ${String(code)}: ${output.slice(-2000)}`);
  }
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`VS Code did not start: ${output.slice(-2000)}`));
    });
    if (child.stdout === null) {
      reject(new Error('VS Code has no output to read its port from.'));
      return;
    }
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    });
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(force);
}
