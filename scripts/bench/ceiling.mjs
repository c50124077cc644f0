import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('products-process.mjs', import.meta.url));

/**
 * What this machine could do at most in fp32 with `threads` threads: the matrix products of the trunk's
 * layers alone, without attention, norms or anything else.
 * @returns {Promise<{gflops: number, tokensPerSecond: number}>} of all threads together, through `layers` layers
 */
export async function measureCeiling(threads, layers, seconds = 3) {
  const children = Array.from({ length: threads }, () => fork(program));
  const ready = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0]));
  const done = children.map(async (child) => (await once(child, 'message'))[0]);
  for (const child of children) child.send({ seconds });
  const results = await Promise.all(done);
  const layerTokens = results.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0);
  return {
    gflops: (layerTokens * ready[0].operationsPerToken) / 1e9,
    tokensPerSecond: layerTokens / layers,
  };
}
