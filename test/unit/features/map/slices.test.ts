import { describe, expect, it } from 'vitest';
import { CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import { RequestSlice } from '../../../../server/features/map/slices.ts';
import { Cancelled } from '../../../../server/features/request.ts';

function* endless(): Generator<undefined, never> {
  for (;;) yield undefined;
}

function* ten(): Generator<undefined, number> {
  for (let step = 0; step < 10; step += 1) yield undefined;
  return 10;
}

describe('RequestSlice', () => {
  it('ends work that has no end as soon as nobody waits for it', async () => {
    const source = new CancellationTokenSource();
    const work = new RequestSlice(source.token).run(endless());
    // Other work gets its turn only because the slice rests.
    setImmediate(() => source.cancel());
    await expect(work).rejects.toThrow(Cancelled);
  });

  it('runs work to its end', async () => {
    expect(await new RequestSlice(CancellationToken.None).run(ten())).toBe(10);
  });
});
