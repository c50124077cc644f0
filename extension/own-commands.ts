import * as vscode from 'vscode';
import type { ChoiceResult } from '../server/map-work-protocol.ts';
import type { MarkParams, MarkResult } from '../server/own-feature-protocol.ts';
import { activeUri } from './active-file.ts';
import { showFailure } from './failure.ts';
import { chooseOrName } from './own-choice.ts';
import {
  addOrdinary,
  clearOrdinary,
  exportFeature,
  importFeature,
  importScores,
} from './own-files.ts';
import { markSamples } from './own-marking.ts';
import { tell, type Offer } from './own-messages.ts';
import type { OwnRequests } from './own-requests.ts';
import { markTarget } from './own-targets.ts';
import type { MapPanels } from './map-panels.ts';

interface OwnParts {
  readonly requests: OwnRequests;
  readonly maps: MapPanels;
  readonly log: vscode.LogOutputChannel;
}

type Answer = Promise<ChoiceResult | undefined>;

/**
 * The commands about features of one's own. Each shows the sentence that the server answers, and answers with it;
 * undefined when somebody changed their mind, or when it failed and a message said so.
 */
export class OwnCommands implements vscode.Disposable {
  readonly #parts: OwnParts;
  readonly #registrations: vscode.Disposable;
  /** Counts what these commands did: an 'Undo' in a message is for the last change alone. */
  #changes = 0;

  constructor(parts: OwnParts) {
    this.#parts = parts;
    const { requests } = parts;
    const commands: Record<string, (argument: unknown) => Answer> = {
      moreLikeThis: (sample) => this.#mark(sample, 'positive'),
      notLikeThis: (sample) => this.#mark(sample, 'negative'),
      takeMarkBack: (sample) => this.#mark(sample, 'none'),
      undoFeature: (file) => this.#undo(fileOf(file)),
      chooseFeature: (file) => this.#choose(fileOf(file)),
      reviewBorderline: (file) => this.#review(fileOf(file)),
      importFeature: (file) => this.#change(fileOf(file), (uri) => importFeature(requests, uri)),
      exportFeature: (file) => this.#export(file),
      addOrdinary: (file) => this.#change(fileOf(file), (uri) => addOrdinary(requests, uri)),
      clearOrdinary: (file) => this.#change(fileOf(file), (uri) => clearOrdinary(requests, uri)),
      importScores: (file) => this.#scores(fileOf(file)),
    };
    this.#registrations = vscode.Disposable.from(
      ...Object.entries(commands).map(([name, run]) =>
        vscode.commands.registerCommand(`latentLint.${name}`, async (argument: unknown) => {
          try {
            return await run(argument);
          } catch (error) {
            void this.#failed(error);
            return undefined;
          }
        }),
      ),
    );
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  async #mark(argument: unknown, sign: MarkParams['sign']): Promise<MarkResult | undefined> {
    const { requests, maps } = this.#parts;
    const target = markTarget(argument);
    const result = await markSamples(requests, target, sign);
    const { uri, lines } = target;
    const show = () => maps.showSample({ uri, line: lines[0] });
    this.#tell(uri, result, [{ title: 'Show on the map', run: show }]);
    return result;
  }

  async #change(uri: string, make: (uri: string) => Answer): Answer {
    const result = await make(uri);
    this.#tell(uri, result, []);
    return result;
  }

  /** Takes the last change back, whoever made it. */
  async #undo(uri: string): Answer {
    const result = await this.#parts.requests.undo(uri);
    this.#changes += 1;
    tell(result, [], this.#parts.log, (error) => this.#failed(error));
    return result;
  }

  /** Which feature marks go to; a new one begins with the selected lines. */
  async #choose(uri: string): Answer {
    const { requests, maps } = this.#parts;
    const choice = await chooseOrName(await requests.features(uri), 'Marks go to');
    if (choice === undefined) {
      return undefined;
    }
    if (choice.featureId !== null) {
      const { featureId } = choice;
      return this.#change(uri, () =>
        requests.change({ uri, featureId, change: { kind: 'current' } }),
      );
    }
    const target = { ...markTarget(undefined), name: choice.name };
    const show = () => maps.show(vscode.Uri.parse(target.uri));
    const result = await markSamples(requests, target, 'positive');
    this.#tell(target.uri, result, [{ title: 'Show on the map', run: show }]);
    return result;
  }

  async #review(uri: string): Answer {
    const { requests, maps } = this.#parts;
    const { features } = await requests.features(uri);
    if (features.length === 0) {
      throw new Error('Mark a line “More like this” first: there is no feature to review yet.');
    }
    await maps.showSection(vscode.Uri.parse(uri), 'review');
    return undefined;
  }

  /** Nothing of the features changes, so there is nothing to undo. */
  async #export(file: unknown): Answer {
    const { requests, log } = this.#parts;
    const result = await exportFeature(requests, fileOf(file), featureOf(file));
    if (result !== undefined) {
      tell(result, [], log, (error) => this.#failed(error));
    }
    return result;
  }

  async #scores(uri: string): Answer {
    const { requests, maps, log } = this.#parts;
    const result = await importScores(requests, uri);
    const show = () => maps.showSection(vscode.Uri.parse(uri), 'secondOpinion');
    if (result !== undefined) {
      const offers = [{ title: 'Show', run: show }];
      tell(result, offers, log, (error) => this.#failed(error));
    }
    return result;
  }

  #tell(uri: string, result: ChoiceResult | undefined, offers: readonly Offer[]): void {
    if (result === undefined) {
      return;
    }
    if (result.done) {
      this.#changes += 1;
    }
    const change = this.#changes;
    const undo = () => this.#undoChange(uri, change);
    const all = [{ title: 'Undo', run: undo }, ...offers];
    tell(result, all, this.#parts.log, (error) => this.#failed(error));
  }

  /** A message may be read long after other changes were made. */
  async #undoChange(uri: string, change: number): Promise<void> {
    if (change === this.#changes) {
      await this.#undo(uri);
      return;
    }
    const message = 'Something else was changed since. Undo the last change of features first.';
    tell({ done: false, message }, [], this.#parts.log, (error) => this.#failed(error));
  }

  #failed(error: unknown): Promise<void> {
    return showFailure(error, this.#parts.log);
  }
}

/** The file that a command is for: that of the map which asks, of the menu, or the one in front. */
function fileOf(argument: unknown): string {
  if (argument instanceof vscode.Uri) {
    return argument.toString();
  }
  const uri = field(argument, 'uri') ?? activeUri()?.toString();
  if (uri === undefined) {
    throw new Error('Open a training file (JSON Lines) first.');
  }
  return uri;
}

function featureOf(argument: unknown): string | undefined {
  return field(argument, 'featureId');
}

function field(argument: unknown, name: 'uri' | 'featureId'): string | undefined {
  if (typeof argument !== 'object' || argument === null || !(name in argument)) {
    return undefined;
  }
  const value: unknown = Reflect.get(argument, name);
  return typeof value === 'string' ? value : undefined;
}
