import type { WorkspaceEdit } from 'vscode-languageserver';
import { weightZeroEdits } from '../core/weight-zero.ts';
import type { ActionResult } from '../protocol.ts';
import { readSample } from '../scan/read-summary.ts';
import { TimeSlice } from '../time-slice.ts';
import type { FeatureContext } from './context.ts';
import { editLines, removeLines, workspaceEdit, type LineEdits } from './edits.ts';
import { appendToQuarantine, quarantineName, quarantineUri } from './quarantine.ts';
import { countSamples, findAgain, samplesText, type SampleBatch } from './sample-batch.ts';

/** What the commands need beside the scan. */
export interface CommandTools {
  /** Asks the client to apply an edit; whether it did. */
  readonly applyEdit: (label: string, edit: WorkspaceEdit) => Promise<boolean>;
  /** Asks the user, where the client cannot show what an edit would do. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** What is ignored, or what was decided for files, has changed. */
  readonly projectChanged: () => Promise<void>;
}

/** Addresses of quarantine files that were written to come with a result that was done. */
export interface BatchResult extends Pick<ActionResult, 'done' | 'message'> {
  readonly quarantine?: readonly string[];
}

type BatchEdit = (
  batches: readonly SampleBatch[],
  context: FeatureContext,
  tools: CommandTools,
) => Promise<BatchResult>;

/** Removes the lines of the samples; one edit over all files, for the versions that they have now. */
export const removeSamples: BatchEdit = async (batches, { abilities }, tools) => {
  const count = samplesText(countSamples(batches));
  const edits = batches.map(({ file, samples }) => removeLines(file, linesOf(samples)));
  const edit = workspaceEdit(edits, abilities);
  return report(await tools.applyEdit(`Remove ${count}`, edit), `Removed ${count}.`);
};

/** Moves the lines of the samples to the files beside theirs that take them. */
export const quarantineSamples: BatchEdit = async (batches, context, tools) => {
  const places = new Map<string, SampleBatch[]>();
  for (const batch of batches) {
    const uri = quarantineUri(batch.file.uri);
    if (uri === null) {
      return refuse('Save the file first: there is no place for its quarantine yet.');
    }
    places.set(uri, [...(places.get(uri) ?? []), batch]);
  }
  const appends = [];
  for (const [uri, moved] of places) {
    const append = await appendToQuarantine(moved, uri, context);
    if (append === null) {
      const name = quarantineName(moved[0]?.file.uri ?? '') ?? 'the quarantine file';
      return refuse(`Make an empty file ${name} first: this editor cannot make one for an action.`);
    }
    appends.push(append);
  }
  // Reading the other files took a moment, in which these may have changed.
  const again = findAgain(batches, context.scanner.files);
  if (again === null) return refuse(changedMeanwhile(batches));
  const removals = again.map(({ file, samples }) => removeLines(file, linesOf(samples)));
  const edit = workspaceEdit([...appends, ...removals], context.abilities);
  const count = samplesText(countSamples(batches));
  const applied = await tools.applyEdit(`Move ${count} to quarantine`, edit);
  const result = report(applied, `Moved ${count}.`);
  return result.done ? { ...result, quarantine: [...places.keys()] } : result;
};

/** Keeps the samples in their files and takes them out of training. */
export const setWeightsZero: BatchEdit = async (batches, context, tools) => {
  const slice = new TimeSlice();
  const edits = new Map<SampleBatch, LineEdits[]>();
  for (const batch of batches) {
    const ofFile: LineEdits[] = [];
    for (const { line, record } of batch.samples) {
      const reading = readSample(record.text, batch.file.settings);
      const inLine = reading === null ? [] : weightZeroEdits(record.text, reading);
      if (inLine.length > 0) ofFile.push({ line, edits: inLine });
      if (slice.over) await slice.rest();
    }
    if (ofFile.length > 0) edits.set(batch, ofFile);
  }
  const count = Array.from(edits.values()).reduce((sum, { length }) => sum + length, 0);
  const all = countSamples(batches);
  if (count === 0) return refuse(withoutWeight(all));
  if (findAgain(batches, context.scanner.files) === null || hasMoved(batches)) {
    return refuse(changedMeanwhile(batches));
  }
  const documents = Array.from(edits, ([{ file }, lines]) => editLines(file, lines));
  const edit = workspaceEdit(documents, context.abilities);
  const left = count < all ? ` ${samplesText(all - count)} have no weight to set.` : '';
  const message =
    all === 1 ? 'Set the weight to 0.' : `Set the weight of ${samplesText(count)} to 0.`;
  return report(await tools.applyEdit('Set weight to 0', edit), `${message}${left}`);
};

export function refuse(message: string): Pick<BatchResult, 'done' | 'message'> {
  return { done: false, message };
}

function linesOf(samples: SampleBatch['samples']): number[] {
  return samples.map(({ line }) => line);
}

/** Whether a sample is on another line than it was found on. */
function hasMoved(batches: readonly SampleBatch[]): boolean {
  return batches.some(({ file, samples }) =>
    samples.some(({ line, record }) => file.lines[line] !== record),
  );
}

function withoutWeight(count: number): string {
  return count === 1
    ? 'The format of this sample has no weight to set to 0.'
    : 'The formats of these samples have no weight to set to 0.';
}

function changedMeanwhile(batches: readonly SampleBatch[]): string {
  return countSamples(batches) === 1
    ? 'The sample has changed; nothing was done.'
    : 'One of the samples has changed; nothing was done.';
}

export function report(applied: boolean, message: string): BatchResult {
  return applied
    ? { done: true, message }
    : { done: false, message: 'The editor did not apply the change; nothing was done.' };
}
