import type { CancellationToken } from 'vscode-languageserver';
import type { ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';
import type { ScanEngine } from '../scan/scanner.ts';
import { priorities } from '../scan/scorer.ts';
import { Cancelled } from './request.ts';

/** What one more run tells of a sample. */
type Told = Pick<Parameters<ScanEngine['scorer']['score']>[1], 'latents' | 'heat'>;

/**
 * Lets a scoring process run the model once for a request, before what waits.
 * @throws {Cancelled} when nobody waits for the answer any more.
 */
export async function runModel(
  { scorer }: ScanEngine,
  turns: readonly ScoredTurn[],
  told: Told,
  token: CancellationToken,
): Promise<ScoreOutcome> {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  const { signal } = controller;
  try {
    return await scorer.score(turns, { signal, priority: priorities.edited, ...told });
  } catch (error) {
    throw signal.aborted ? new Cancelled() : error;
  } finally {
    listening.dispose();
  }
}
