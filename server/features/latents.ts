import type { CancellationToken } from 'vscode-languageserver';
import type { Latent } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import {
  keptLatents,
  type LatentActivation,
  type ScoreOutcome,
} from '../core/scoring/sample-score.ts';
import type { LatentsParams, LatentsResult, SampleLatent } from '../protocol.ts';
import { readTurns } from '../scan/read-summary.ts';
import type { FeatureContext } from './context.ts';
import { runModel } from './run-model.ts';

/**
 * The latents of the sample on a line: those that came with its score, else those of another run of the
 * model, which a scoring process makes before what waits.
 */
export async function latents(
  { uri, line }: LatentsParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<LatentsResult> {
  const { engine, files } = context.scanner;
  const file = files.get(uri);
  const record = file?.lines[line];
  if (engine === null) return none('The model is not loaded.');
  if (file === undefined || record?.summary?.kind !== 'sample') {
    return none('There is no sample on this line.');
  }
  const known = await engine.latents.load().catch((error: unknown) => sentenceOf(error));
  if (typeof known === 'string') return none(known);
  const stored = engine.outcomes.get(record.summary.hash);
  const turns = readTurns(record.text, file.settings) ?? [];
  const outcome = hasLatents(stored)
    ? stored
    : await runModel(engine, turns, { latents: keptLatents }, token);
  if (outcome.kind === 'failure') return none(outcome.failure.message);
  const active = outcome.score.latents ?? [];
  if (active.length === 0) return none('No latent is active in this sample.');
  return { latents: describe(active, known, engine.outcomes.pack), message: null };
}

function none(message: string): LatentsResult {
  return { latents: [], message };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The latents of the pack cannot be read.';
}

function hasLatents(outcome: ScoreOutcome | undefined): outcome is ScoreOutcome {
  return outcome?.kind === 'score' && outcome.score.latents !== undefined;
}

function describe(
  active: readonly LatentActivation[],
  known: readonly Latent[],
  { features }: Pack,
): SampleLatent[] {
  return active.map(({ id, activation }) => ({
    id,
    name: known[id]?.name ?? '',
    activation,
    nearest: (known[id]?.nearest ?? []).map(({ feature, cosine }) => ({
      featureId: feature,
      featureTitle: features.find((each) => each.id === feature)?.title ?? '',
      cosine,
    })),
  }));
}
