import * as vscode from 'vscode';
import type { ChoiceResult } from '../server/map-work-protocol.ts';
import { escapeMessage } from './escape-message.ts';

/** Something that a message offers to do. */
export interface Offer {
  readonly title: string;
  readonly run: () => unknown;
}

/**
 * Shows the sentence that the server answered, with what one may do next; one that says why nothing was done is a
 * warning with a way to the log. Does not wait until somebody reads it. `failed` hears of an offer that fails.
 */
export function tell(
  { done, message }: ChoiceResult,
  offers: readonly Offer[],
  log: vscode.LogOutputChannel,
  failed: (error: unknown) => unknown,
): void {
  const text = escapeMessage(message);
  const shown = done ? offers : [{ title: 'Show log', run: () => log.show() }];
  const say = done ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  void say(text, ...shown.map(({ title }) => title))
    .then((chosen) => shown.find(({ title }) => title === chosen)?.run())
    .then(undefined, failed);
}
