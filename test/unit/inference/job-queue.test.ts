import { describe, expect, it } from 'vitest';
import { DeathCount } from '../../../server/inference/death-count.ts';
import { JobQueue } from '../../../server/inference/job-queue.ts';
import type { Job } from '../../../server/inference/job.ts';

function job(id: number, priority = 0): Job {
  const nothing = (): void => undefined;
  return {
    id,
    turns: [],
    latents: 0,
    vectors: false,
    heat: false,
    priority,
    deaths: 0,
    settled: false,
    resolve: nothing,
    reject: nothing,
  };
}

describe('JobQueue', () => {
  it('gives the highest priority first, then the oldest, even one that comes back', () => {
    const queue = new JobQueue();
    [3, 1, 2].forEach((id) => queue.add(job(id, id === 2 ? 1 : 0)));
    const first = queue.take();
    expect([first?.id, queue.take()?.id]).toEqual([2, 1]);
    queue.add(job(1));
    expect([queue.take()?.id, queue.take()?.id, queue.take()?.id]).toEqual([1, 3, undefined]);
  });

  it('forgets a job, and hands out all that is left', () => {
    const queue = new JobQueue();
    const [a, b, c] = [job(1), job(2), job(3)];
    [c, b, a].forEach((one) => queue.add(one));
    queue.remove(b);
    queue.remove(b);
    expect(queue.drain()).toEqual([a, c]);
    expect(queue.take()).toBeUndefined();
  });
});

describe('DeathCount', () => {
  it('gives up after three deaths in a row while loading', () => {
    const deaths = new DeathCount();
    deaths.died(false);
    deaths.died(false);
    deaths.loaded();
    deaths.died(false);
    deaths.died(false);
    expect(deaths.verdict).toBeNull();
    deaths.died(false);
    expect(deaths.verdict).toContain('while it loaded');
  });

  it('gives up after eight deaths without a score between', () => {
    const deaths = new DeathCount();
    for (let k = 0; k < 7; k++) deaths.died(true);
    expect(deaths.verdict).toBeNull();
    deaths.scored();
    for (let k = 0; k < 8; k++) deaths.died(true);
    expect(deaths.verdict).toContain('without scoring');
  });

  it('waits longer after every death, never over two seconds', () => {
    const deaths = new DeathCount();
    const waits = Array.from({ length: 7 }, () => {
      deaths.died(true);
      return deaths.wait;
    });
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBeLessThan(2000);
  });
});
