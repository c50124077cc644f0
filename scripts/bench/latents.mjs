import { fork } from 'node:child_process';
import { once } from 'node:events';
import { makeCorpus } from './corpus.mjs';

const sampleCount = 60;
const rounds = 4;
const maxTokens = 16384;

/**
 * What latents cost: one scoring process scores each sample with and without them in turn. Of each the fastest of
 * some rounds counts, which other work on the machine disturbs least.
 */
export async function benchLatents({ root, scale }) {
  const scorer = fork(`${root}dist/scorer.cjs`, [], { serialization: 'advanced' });
  try {
    await ask(scorer, { kind: 'load', packFolder: `${root}packs/smollm2-135m` });
    const samples = (await makeCorpus(root, sampleCount * scale)).map(toTurns);
    let [without, withLatents, tokens] = [0, 0, 0];
    for (const turns of samples) {
      const best = { 0: Infinity, 20: Infinity };
      for (let round = 0; round < rounds; round++) {
        for (const latents of [0, 20]) {
          const started = performance.now();
          const { outcome } = await ask(scorer, {
            kind: 'score',
            job: round,
            turns,
            maxTokens,
            latents,
            vectors: false,
            heat: false,
          });
          best[latents] = Math.min(best[latents], performance.now() - started);
          if (latents === 0 && round === 0) tokens += outcome.score.tokens;
        }
      }
      without += best[0];
      withLatents += best[20];
    }
    return {
      samples: samples.length,
      tokensPerSample: tokens / samples.length,
      millisecondsWithout: without / samples.length,
      millisecondsWith: withLatents / samples.length,
      extraTime: withLatents / without - 1,
    };
  } finally {
    scorer.kill();
  }
}

async function ask(scorer, message) {
  scorer.send(message);
  let answer;
  do [answer] = await once(scorer, 'message');
  while (answer.kind === 'progress');
  if (answer.kind !== 'ready' && answer.outcome?.kind !== 'score') {
    throw new Error(`The scoring process answered: ${answer.message ?? answer.kind}`);
  }
  return answer;
}

function toTurns(line) {
  const { prompt, completion } = JSON.parse(line);
  return [
    { role: 'user', text: prompt, trained: false, rejected: false },
    { role: 'assistant', text: completion, trained: true, rejected: false },
  ];
}
