import * as vscode from 'vscode';
import type { OwnFeatures, OwnFeatureView } from '../server/own-feature-protocol.ts';
import { escapeMessage } from './escape-message.ts';

/** A feature that is there, or the name of one that is to be made. */
export type FeatureChoice =
  { readonly featureId: string } | { readonly featureId: null; readonly name: string };

const longestName = 100;

/** Asks for the name of a new feature; undefined when nobody gives one. */
export async function askName(
  features: readonly Pick<OwnFeatureView, 'title'>[],
  suggestion = '',
): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'A feature of your own',
    prompt: 'What do these samples have in common? A short name, such as pump talk.',
    value: suggestion,
    validateInput: (text) => nameProblem(text, features),
  });
  return name?.trim();
}

/** What is wrong with a name, in one sentence; undefined when nothing is. Pure. */
function nameProblem(
  text: string,
  features: readonly Pick<OwnFeatureView, 'title'>[],
): string | undefined {
  const name = text.trim();
  if (name === '') {
    return 'Give a name, or press Escape.';
  }
  if (name.length > longestName) {
    return `A name has at most ${longestName} characters.`;
  }
  const isTaken = features.some(({ title }) => title.toLowerCase() === name.toLowerCase());
  return isTaken ? 'There is a feature with this name already.' : undefined;
}

/** Lets somebody choose one of the features, or a new one; undefined when they change their mind. */
export async function chooseOrName(
  { features, current }: OwnFeatures,
  title: string,
): Promise<FeatureChoice | undefined> {
  if (features.length > 0) {
    const rows = [...featureRows(features, current), newRow];
    const chosen = await pick(rows, title, 'Choose a feature of your own');
    if (chosen === undefined) {
      return undefined;
    }
    if (chosen.featureId !== null) {
      return { featureId: chosen.featureId };
    }
  }
  const name = await askName(features);
  return name === undefined ? undefined : { featureId: null, name };
}

/** Lets somebody choose one of the features; undefined when they change their mind. */
export async function chooseFeature(
  features: readonly OwnFeatureView[],
  current: string | null,
  title: string,
): Promise<string | undefined> {
  const rows = featureRows(features, current);
  return (await pick(rows, title, 'Choose a feature of your own'))?.featureId;
}

interface FeatureRow<Id> extends vscode.QuickPickItem {
  readonly featureId: Id;
}

const newRow: FeatureRow<null> = {
  label: '$(add) New feature…',
  alwaysShow: true,
  featureId: null,
};

function featureRows(
  features: readonly OwnFeatureView[],
  current: string | null,
): FeatureRow<string>[] {
  return features.map(({ id, title, sentences, enabled }) => ({
    label: escapeMessage(title),
    description: [...(id === current ? ['marks go here'] : []), ...(enabled ? [] : ['off'])].join(
      ', ',
    ),
    ...(sentences[0] === undefined ? {} : { detail: escapeMessage(sentences[0]) }),
    featureId: id,
  }));
}

async function pick<Row extends vscode.QuickPickItem>(
  rows: readonly Row[],
  title: string,
  placeHolder: string,
): Promise<Row | undefined> {
  return vscode.window.showQuickPick(rows, { title, placeHolder, matchOnDetail: true });
}
