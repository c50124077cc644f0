import * as vscode from 'vscode';
import type { ChoiceResult } from '../server/map-work-protocol.ts';
import {
  changeFeatureRequest,
  featureFileRequest,
  markRequest,
  ordinaryRequest,
  ownFeaturesRequest,
  secondOpinionRequest,
  undoFeatureRequest,
  type ChangeFeatureParams,
  type FeatureFileParams,
  type MarkParams,
  type MarkResult,
  type OrdinaryParams,
  type OrdinaryView,
  type OwnFeatures,
  type SecondOpinion,
  type SecondOpinionParams,
} from '../server/own-feature-protocol.ts';
import type { ServerLink } from './client.ts';

/** What the extension asks of the server about features of one's own. All of it rejects with one sentence. */
export class OwnRequests implements vscode.Disposable {
  readonly #link: Pick<ServerLink, 'request'>;
  readonly #cancellation = new vscode.CancellationTokenSource();

  constructor(link: Pick<ServerLink, 'request'>) {
    this.#link = link;
  }

  /** The features that count for a file. */
  features(uri: string): Promise<OwnFeatures> {
    return this.#ask(ownFeaturesRequest, { uri });
  }

  mark(params: MarkParams): Promise<MarkResult> {
    return this.#ask(markRequest, params);
  }

  change(params: ChangeFeatureParams): Promise<ChoiceResult> {
    return this.#ask(changeFeatureRequest, params);
  }

  /** Takes the last change of the features of a file's folder back. */
  undo(uri: string): Promise<ChoiceResult> {
    return this.#ask(undoFeatureRequest, { uri });
  }

  file(params: FeatureFileParams): Promise<ChoiceResult> {
    return this.#ask(featureFileRequest, params);
  }

  /** @param token reading many files takes its time. */
  ordinary(params: OrdinaryParams, token?: vscode.CancellationToken): Promise<OrdinaryView> {
    return this.#ask(ordinaryRequest, params, token);
  }

  secondOpinion(params: SecondOpinionParams): Promise<SecondOpinion> {
    return this.#ask(secondOpinionRequest, params);
  }

  dispose(): void {
    this.#cancellation.cancel();
    this.#cancellation.dispose();
  }

  /** Server and extension come in one package, so that an answer has the type of its request. */
  async #ask<T>(name: string, params: unknown, token = this.#cancellation.token): Promise<T> {
    const answer = (await this.#link.request(name, params, token)) as T | null;
    if (answer === null) {
      throw new Error('Latent Lint is still starting. Try again in a moment.');
    }
    return answer;
  }
}
