import type { CancellationToken } from 'vscode-languageserver';
import type { ScoreOutcome } from '../../core/scoring/sample-score.ts';
import type { MapHeat, MapSampleParams } from '../../map-protocol.ts';
import { readTurns } from '../../scan/read-summary.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import type { FeatureContext } from '../context.ts';
import { runModel } from '../run-model.ts';
import { findRow } from './row-of.ts';

/** Samples whose heat is kept. */
const kept = 64;

/** What each token of a sample weighs: a scoring process runs the model once for it. */
export class HeatAnswers {
  #engine: ScanEngine | null = null;
  /** By content hash; the last used is the last. */
  readonly #known = new Map<string, MapHeat>();

  async answer(
    params: MapSampleParams,
    context: FeatureContext,
    token: CancellationToken,
  ): Promise<MapHeat> {
    const found = await findRow(params, context);
    const { engine } = context.scanner;
    if (engine === null) return none('The model is not loaded.');
    if (found?.record.summary?.kind !== 'sample') {
      return none('The line has changed since the map was drawn.');
    }
    this.#use(engine);
    const { hash } = found.record.summary;
    const known = this.#known.get(hash);
    const turns = readTurns(found.record.text, found.scan.settings) ?? [];
    const heat = known ?? heatOf(await runModel(engine, turns, { heat: true }, token));
    this.#known.delete(hash);
    // A failure may be another one the next time.
    if (heat.message === null && this.#engine === engine) this.#known.set(hash, heat);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= kept) break;
      this.#known.delete(oldest);
    }
    return heat;
  }

  /** What another pack said is forgotten. */
  #use(engine: ScanEngine): void {
    if (this.#engine !== engine) this.#known.clear();
    this.#engine = engine;
  }
}

function none(message: string): MapHeat {
  return { tokens: [], message };
}

function heatOf(outcome: ScoreOutcome): MapHeat {
  if (outcome.kind === 'failure') return none(outcome.failure.message);
  const { heat = [] } = outcome.score;
  return heat.length === 0
    ? none('No token of this sample was scored.')
    : { tokens: heat, message: null };
}
