import * as v from 'valibot';
import type {
  Connection,
  DidChangeTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { visibleLinesSchema } from './features/params.ts';
import { visibleLinesNotification, type VisibleLinesParams } from './protocol.ts';
import { FileScan } from './scan/file-scan.ts';
import { LineIds } from './scan/line-document.ts';
import type { Scanner } from './scan/scanner.ts';

/** How long to wait for the next keystroke before the edited lines are read, in milliseconds. */
const typingPause = 50;

export interface DocumentEvents {
  /** A file was opened: it needs its settings. */
  opened(file: FileScan, languageId: string): void;
  changed(file: FileScan): void;
  closed(file: FileScan): void;
}

/** Keeps the open files up to date with the client, and says when what was typed may be read. */
export class Documents {
  readonly #scanner: Scanner;
  readonly #events: DocumentEvents;
  readonly #ids = new LineIds();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(scanner: Scanner, events: DocumentEvents) {
    this.#scanner = scanner;
    this.#events = events;
  }

  listen(connection: Connection): void {
    connection.onDidOpenTextDocument((params) => this.open(params));
    connection.onDidChangeTextDocument((params) => this.change(params));
    connection.onDidSaveTextDocument(({ textDocument }) => this.save(textDocument.uri));
    connection.onDidCloseTextDocument(({ textDocument }) => this.close(textDocument.uri));
    connection.onNotification(visibleLinesNotification, (params: unknown) => {
      const parsed = v.safeParse(visibleLinesSchema, params);
      if (parsed.success) this.show(parsed.output);
      else connection.console.warn('The client named lines on screen that cannot be.');
    });
  }

  open({ textDocument }: DidOpenTextDocumentParams): void {
    const { uri, version, text, languageId } = textDocument;
    this.close(uri);
    const file = new FileScan(uri, version, text, this.#ids);
    this.#scanner.add(file);
    this.#events.opened(file, languageId);
  }

  /** A change of a file that is not open is passed over: some clients send one after the close. */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const file = this.#scanner.files.get(textDocument.uri);
    if (file === undefined) return;
    file.change(textDocument.version, contentChanges);
    if (file.settings !== null && file.settings.run !== 'onType') file.released = false;
    this.#events.changed(file);
    this.#later(file);
  }

  save(uri: string): void {
    const file = this.#scanner.files.get(uri);
    if (file?.settings?.run !== 'onSave') return;
    file.released = true;
    this.#scanner.wake();
  }

  close(uri: string): void {
    const file = this.#scanner.files.get(uri);
    if (file === undefined) return;
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#scanner.remove(uri);
    this.#events.closed(file);
  }

  show({ uri, ranges }: VisibleLinesParams): void {
    this.#scanner.files.get(uri)?.show(ranges);
    this.#scanner.wake();
  }

  /** Waits until the typing pauses. What was scored of the old text meanwhile is dropped at once. */
  #later(file: FileScan): void {
    clearTimeout(this.#timers.get(file.uri));
    file.typing = true;
    const timer = setTimeout(() => {
      this.#timers.delete(file.uri);
      file.typing = false;
      this.#scanner.wake();
    }, typingPause);
    this.#timers.set(file.uri, timer);
    this.#scanner.wake();
  }
}
