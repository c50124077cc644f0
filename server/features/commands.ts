import type { ExecuteCommandParams, WorkspaceEdit } from 'vscode-languageserver';
import * as v from 'valibot';
import { percentText } from '../core/wording.ts';
import { weightZeroEdits } from '../core/weight-zero.ts';
import { serverCommands, type ActionResult, type SampleAction } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import { readSample } from '../scan/read-summary.ts';
import { ignoreSample, stopIgnoring } from './ignore-commands.ts';
import type { FeatureContext } from './context.ts';
import { editLine, removeLines, workspaceEdit } from './edits.ts';
import { sampleActionSchema } from './params.ts';
import { appendToQuarantine, quarantineName, quarantineUri } from './quarantine.ts';
import { findSample, samplesAtOrAbove, type FoundLine } from './sample-lines.ts';

/** What the commands need beside the scan. */
export interface CommandTools {
  /** Asks the client to apply an edit; whether it did. */
  readonly applyEdit: (label: string, edit: WorkspaceEdit) => Promise<boolean>;
  /** Asks the user, where the client cannot show what an edit would do. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** What is ignored has changed. */
  readonly ignoresChanged: () => Promise<void>;
}

interface Target extends FoundLine {
  readonly file: FileScan;
  readonly action: SampleAction;
}

/**
 * Does one of the `serverCommands`. The sample is looked for again first, and an edit is made for the version
 * that it was found in: if the text has changed, nothing happens and the answer says so.
 */
export async function executeCommand(
  { command, arguments: given }: ExecuteCommandParams,
  context: FeatureContext,
  tools: CommandTools,
): Promise<ActionResult> {
  const parsed = v.safeParse(sampleActionSchema, given?.[0]);
  if (!parsed.success) return refuse('The command was called without a sample.');
  const action = parsed.output;
  const file = context.scanner.files.get(action.uri);
  if (file === undefined) return refuse('The file is not open any more.');
  const found = findSample(file, action);
  if (found === null) {
    return refuse(
      'The sample has changed or moved since the action was offered; nothing was done.',
    );
  }
  const target: Target = { ...found, file, action };
  switch (command) {
    case serverCommands.removeSample:
      return removeSample(target, context, tools);
    case serverCommands.removeAtOrAbove:
      return removeAtOrAbove(target, context, tools);
    case serverCommands.setWeightZero:
      return setWeightZero(target, context, tools);
    case serverCommands.quarantine:
      return quarantine(target, context, tools);
    case serverCommands.ignore:
      return ignoreSample(file, found, action, context, tools.ignoresChanged);
    case serverCommands.stopIgnoring:
      return stopIgnoring(file, action, context, tools.ignoresChanged);
    default:
      return refuse('There is no such command.');
  }
}

async function removeSample(
  { file, line }: Target,
  { abilities }: FeatureContext,
  tools: CommandTools,
): Promise<ActionResult> {
  const edit = workspaceEdit([removeLines(file, [line])], abilities);
  return report(await tools.applyEdit('Remove sample', edit), 'Removed 1 sample.');
}

async function removeAtOrAbove(
  { file, action, record }: Target,
  context: FeatureContext,
  tools: CommandTools,
): Promise<ActionResult> {
  const risk = action.risk ?? record.risk;
  if (Number.isNaN(risk)) return refuse('The sample has no score yet.');
  const lines = samplesAtOrAbove(file, risk, context);
  if (lines.length === 0) return refuse('No sample is at or above this risk.');
  const pack = context.scanner.engine?.outcomes.pack;
  const samples = lines.length === 1 ? '1 sample' : `${lines.length} samples`;
  const label = `Remove ${samples} at or above risk ${percentText(100 * risk, pack ?? {})}`;
  if (!context.abilities.changeAnnotations && !(await tools.confirm(`${label}?`))) {
    return refuse('Nothing was removed.');
  }
  const annotation = { label, needsConfirmation: true };
  const edit = workspaceEdit([removeLines(file, lines)], context.abilities, annotation);
  return report(await tools.applyEdit(label, edit), `Removed ${samples}.`);
}

async function setWeightZero(
  { file, line, record }: Target,
  { abilities }: FeatureContext,
  tools: CommandTools,
): Promise<ActionResult> {
  const reading = readSample(record.text, file.settings);
  const edits = reading === null ? [] : weightZeroEdits(record.text, reading);
  if (edits.length === 0) return refuse('The format of this sample has no weight to set to 0.');
  const edit = workspaceEdit([editLine(file, line, edits)], abilities);
  return report(await tools.applyEdit('Set weight to 0', edit), 'Set the weight to 0.');
}

async function quarantine(
  target: Target,
  context: FeatureContext,
  tools: CommandTools,
): Promise<ActionResult> {
  const { file, record, action } = target;
  const uri = quarantineUri(file.uri);
  if (uri === null) return refuse('Save the file first: there is no place for its quarantine yet.');
  const append = await appendToQuarantine(file, record, uri, context);
  if (append === null) {
    const name = quarantineName(file.uri) ?? 'the quarantine file';
    return refuse(`Make an empty file ${name} first: this editor cannot make one for an action.`);
  }
  // Reading the other file took a moment, in which this one may have changed.
  const found = findSample(file, action);
  if (found?.record !== record) return refuse('The sample has changed; nothing was done.');
  const edit = workspaceEdit([append, removeLines(file, [found.line])], context.abilities);
  const result = report(
    await tools.applyEdit('Move sample to quarantine', edit),
    'Moved 1 sample.',
  );
  return result.done ? { ...result, quarantine: uri } : result;
}

function report(applied: boolean, message: string): ActionResult {
  return applied
    ? { done: true, message }
    : { done: false, message: 'The editor did not apply the change; nothing was done.' };
}

function refuse(message: string): ActionResult {
  return { done: false, message };
}
