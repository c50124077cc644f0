import * as v from 'valibot';
import * as vscode from 'vscode';
import type { MapActResult } from '../server/map-work-protocol.ts';
import type { ServerLink } from './client.ts';
import {
  panelRequests,
  type FromPanel,
  type PanelRequest,
  type ToPanel,
} from './panel-protocol.ts';
import { unsavedSentence } from './quarantine-files.ts';

type Request = Extract<FromPanel, { kind: 'request' }>;

/** What may name a file to read is let through only without one: the editor's dialogs choose files. */
const withoutPath: Partial<Record<PanelRequest, v.GenericSchema>> = {
  ordinary: v.object({ change: v.nullable(v.object({ kind: v.literal('clear') })) }),
  secondOpinion: v.object({ importPath: v.null() }),
};

/** Passes the requests of one page on to the server, and the answers back. */
export class PanelRequests implements vscode.Disposable {
  readonly #link: Pick<ServerLink, 'request'>;
  readonly #post: (message: ToPanel) => void;
  #cancellation = new vscode.CancellationTokenSource();

  constructor(link: Pick<ServerLink, 'request'>, post: (message: ToPanel) => void) {
    this.#link = link;
    this.#post = post;
  }

  /** Never rejects: a failure goes to the page as a sentence. */
  async pass({ number, request, params }: Request): Promise<void> {
    const { token } = this.#cancellation;
    const answer = await this.#answer({ number, request, params }, token);
    if (!token.isCancellationRequested) {
      this.#post(answer);
    }
  }

  /** Nobody waits for the answers to what was asked so far. */
  cancel(): void {
    this.#cancellation.cancel();
    this.#cancellation.dispose();
    this.#cancellation = new vscode.CancellationTokenSource();
  }

  dispose(): void {
    this.#cancellation.cancel();
    this.#cancellation.dispose();
  }

  async #answer(
    { number, request, params }: Omit<Request, 'kind'>,
    token: vscode.CancellationToken,
  ): Promise<ToPanel> {
    const allowed = withoutPath[request];
    if (allowed !== undefined && !v.is(allowed, params)) {
      return { kind: 'failure', number, message: 'Files are chosen in the dialogs of the editor.' };
    }
    try {
      const result = await this.#link.request(panelRequests[request], params, token);
      return {
        kind: 'answer',
        number,
        result: request === 'act' ? await withQuarantineSaved(result) : result,
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'failure', number, message };
    }
  }
}

/** Samples that left their file are safe only once the quarantine files are on disk. */
async function withQuarantineSaved(result: unknown): Promise<unknown> {
  // The server answers null before it is set up.
  const done = result as MapActResult | null;
  if (done?.done !== true || done.quarantine === undefined) {
    return result;
  }
  const warning = await unsavedSentence(done.quarantine);
  return warning === '' ? done : { ...done, message: `${done.message} ${warning}` };
}
