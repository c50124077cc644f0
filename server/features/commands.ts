import type { ExecuteCommandParams } from 'vscode-languageserver';
import * as v from 'valibot';
import { percentText } from '../core/wording.ts';
import { serverCommands, type ActionResult, type SampleAction } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import {
  quarantineSamples,
  refuse,
  removeSamples,
  report,
  setWeightsZero,
  type BatchResult,
  type CommandTools,
} from './batch-edits.ts';
import type { FeatureContext } from './context.ts';
import { removeLines, workspaceEdit } from './edits.ts';
import { ignoreSamples, stopIgnoring } from './ignore-commands.ts';
import { sampleActionSchema } from './params.ts';
import { samplesText } from './sample-batch.ts';
import { findSample, samplesAtOrAbove, type FoundLine } from './sample-lines.ts';

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
  return single(await run(command, { ...found, file, action }, context, tools));
}

async function run(
  command: string,
  target: Target,
  context: FeatureContext,
  tools: CommandTools,
): Promise<BatchResult> {
  const { file, action } = target;
  const batch = [{ file, samples: [target] }];
  switch (command) {
    case serverCommands.removeSample:
      return removeSamples(batch, context, tools);
    case serverCommands.removeAtOrAbove:
      return removeAtOrAbove(target, context, tools);
    case serverCommands.setWeightZero:
      return setWeightsZero(batch, context, tools);
    case serverCommands.quarantine:
      return quarantineSamples(batch, context, tools);
    case serverCommands.ignore:
      return ignoreSamples(batch, action.reason ?? '', context, tools);
    case serverCommands.stopIgnoring:
      return stopIgnoring(batch, context, tools);
    default:
      return refuse('There is no such command.');
  }
}

async function removeAtOrAbove(
  { file, action, record }: Target,
  context: FeatureContext,
  tools: CommandTools,
): Promise<BatchResult> {
  const risk = action.risk ?? record.risk;
  if (Number.isNaN(risk)) return refuse('The sample has no score yet.');
  const lines = samplesAtOrAbove(file, risk, context);
  if (lines.length === 0) return refuse('No sample is at or above this risk.');
  const pack = context.scanner.engine?.outcomes.pack;
  const samples = samplesText(lines.length);
  const label = `Remove ${samples} at or above risk ${percentText(100 * risk, pack ?? {})}`;
  if (!context.abilities.changeAnnotations && !(await tools.confirm(`${label}?`))) {
    return refuse('Nothing was removed.');
  }
  const annotation = { label, needsConfirmation: true };
  const edit = workspaceEdit([removeLines(file, lines)], context.abilities, annotation);
  return report(await tools.applyEdit(label, edit), `Removed ${samples}.`);
}

/** A command that moves one sample to one file says which. */
function single({ done, message, quarantine }: BatchResult): ActionResult {
  const [uri] = quarantine ?? [];
  return { done, message, ...(uri !== undefined && { quarantine: uri }) };
}
