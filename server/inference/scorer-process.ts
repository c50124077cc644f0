import { constants, setPriority } from 'node:os';
import type { ScoreOutcome } from '../core/scoring/sample-score.ts';
import { loadPack, type Engine } from './load-pack.ts';
import { readToScorer, type FromScorer, type ProbeResult, type ToScorer } from './messages.ts';
import { scoreSample } from './score-sample.ts';

/** How often to give a sign of life in a long sample, in ms: far more often than the pool expects it. */
const signsApart = 5000;

type ScoreMessage = Extract<ToScorer, { kind: 'score' }>;

/**
 * A process that scores samples, one at a time, for a `ScorerPool`. It opens no connection, writes
 * nothing but messages to its parent, never logs text of a sample, and ends with its parent.
 */
class ScorerProcess {
  #engine: Engine | null = null;
  #job: { readonly id: number; readonly cancel: AbortController } | null = null;
  /** When the last sign of life was given, on the clock of `performance.now()`. */
  #heard = 0;

  async handle(message: ToScorer): Promise<void> {
    if (message.kind === 'load') return this.#load(message.packFolder);
    if (message.kind === 'score') return this.#score(message);
    if (this.#job?.id === message.job) this.#job.cancel.abort();
  }

  async #load(packFolder: string): Promise<void> {
    try {
      const engine = await loadPack(packFolder);
      const probe = await runProbe(engine);
      this.#engine = engine;
      const { packJson, pack } = engine;
      send({ kind: 'ready', packJson, packHash: pack.hash, probe, rss: memory() });
    } catch (error) {
      send({ kind: 'refused', message: sentence(error) });
    }
  }

  async #score({ job: id, turns, ...limits }: ScoreMessage): Promise<void> {
    const cancel = new AbortController();
    this.#job = { id, cancel };
    this.#heard = performance.now();
    let outcome: ScoreOutcome;
    try {
      if (this.#engine === null) throw new Error('The pack is not loaded.');
      outcome = await scoreSample(this.#engine, turns, {
        ...limits,
        signal: cancel.signal,
        onProgress: () => this.#signOfLife(),
      });
    } catch (error) {
      // The details of an error may quote the sample, so they stay here.
      const message = `The model failed on this sample (${error instanceof Error ? error.name : 'error'}).`;
      outcome = { kind: 'failure', failure: { reason: 'failed', message } };
    }
    this.#job = null;
    if (cancel.signal.aborted) send({ kind: 'cancelled', job: id, rss: memory() });
    else send({ kind: 'outcome', job: id, outcome, rss: memory() });
  }

  #signOfLife(): void {
    if (performance.now() - this.#heard < signsApart) return;
    this.#heard = performance.now();
    send({ kind: 'progress' });
  }
}

/** Scores the pack's own sample, which also warms the model up. */
async function runProbe(engine: Engine): Promise<ProbeResult | null> {
  const { probe, window } = engine.pack;
  if (probe === null) return null;
  const outcome = await scoreSample(engine, probe.turns, { maxTokens: window.tokens });
  if (outcome.kind === 'failure') throw new Error('The probe of the pack cannot be scored.');
  return { expected: probe.riskCosine, measured: outcome.score.riskCosine };
}

/** Answers a message that is none, so that nobody waits for its outcome. */
function refuse(raw: unknown): void {
  const job: unknown = typeof raw === 'object' && raw !== null && 'job' in raw ? raw.job : null;
  if (typeof job !== 'number') return;
  const message = 'The scoring process did not understand this sample.';
  const outcome: ScoreOutcome = { kind: 'failure', failure: { reason: 'failed', message } };
  send({ kind: 'outcome', job, outcome, rss: memory() });
}

function memory(): number {
  return process.memoryUsage.rss();
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : 'The pack cannot be loaded.';
}

function send(message: FromScorer): void {
  process.send?.(message);
}

function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    process.stderr.write('This system does not let a process lower its priority.\n');
  }
}

lowerPriority();
const scorer = new ScorerProcess();
process.on('disconnect', () => process.exit());
process.on('message', (raw) => {
  const message = readToScorer(raw);
  if (message !== null) void scorer.handle(message);
  else refuse(raw);
});
