import type { Connection } from 'vscode-languageserver';
import { errorPlace, type Log } from './log.ts';
import { parseSettings } from './parse-settings.ts';
import { settingSection, type Settings } from './settings.ts';

/** The settings of each file: asked of the client when it can be asked, else those that it sent. */
export class Configuration {
  readonly #connection: Connection;
  readonly #log: Log;
  readonly #canAsk: boolean;
  readonly #told = new Set<string>();
  #sent: unknown;

  /** @param sent The section that came with `initialize`; used when the client cannot be asked. */
  constructor(connection: Connection, log: Log, canAsk: boolean, sent: unknown) {
    this.#connection = connection;
    this.#log = log;
    this.#canAsk = canAsk;
    this.#sent = sent;
  }

  /** Takes what `workspace/didChangeConfiguration` carries; clients that can be asked may send nothing. */
  changed(settings: unknown): void {
    this.#told.clear();
    if (typeof settings !== 'object' || settings === null) return;
    const section = (settings as Record<string, unknown>)[settingSection];
    if (section !== undefined) this.#sent = section;
  }

  /** The settings for a file, or for the window without one. Never fails: what is unusable gets its default. */
  async get(scopeUri?: string): Promise<Settings> {
    const { settings, problems } = parseSettings(await this.#section(scopeUri));
    for (const problem of problems) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      this.#log.warn(problem);
    }
    return settings;
  }

  async #section(scopeUri: string | undefined): Promise<unknown> {
    if (!this.#canAsk) return this.#sent;
    try {
      const item = { section: settingSection };
      const section: unknown = await this.#connection.workspace.getConfiguration(
        scopeUri === undefined ? item : { ...item, scopeUri },
      );
      return section;
    } catch (error) {
      this.#log.warn(`The client did not answer with its configuration: ${errorPlace(error)}`);
      return this.#sent;
    }
  }
}
