import { beforeEach, describe, expect, it } from 'vitest';
import { noTopic } from '../../../../server/core/map/topics.ts';
import { MapTopics } from '../../../../server/features/map/map-topics.ts';
import type { SampleTable } from '../../../../server/features/map/sample-table.ts';
import { FakeTools } from './fake-projector.ts';
import { emptyTable, fill, hashOf, numbers, outcomesOf } from './some-samples.ts';

let tools: FakeTools;
let table: SampleTable;
let topics: MapTopics;

beforeEach(() => {
  tools = new FakeTools();
  table = emptyTable();
  topics = new MapTopics(tools);
});

async function show(samples: readonly number[], complete = true): Promise<void> {
  const outcomes = outcomesOf(samples);
  topics.moved(await fill(table, samples, outcomes), table);
  await topics.update(table, outcomes, complete);
}

async function found(samples: readonly number[], complete = true): Promise<void> {
  await show(samples, complete);
  (await tools.projector.next()).finish();
  await tools.when(() => !topics.busy);
}

const topicOf = (sample: number): number => topics.labels[table.find(hashOf(sample))] ?? noTopic;

describe('MapTopics', () => {
  it('finds what prompts are about, and a typical prompt of each topic', async () => {
    await found(numbers(80));
    expect(topicOf(0)).not.toBe(topicOf(1));
    for (const sample of numbers(80)) expect(topicOf(sample)).toBe(topicOf(sample % 2));
    expect(topics.typical).toHaveLength(2);
    for (const [topic, hash] of topics.typical.entries()) {
      expect(topics.labels[table.find(hash)]).toBe(topic);
    }
  });

  it('says of an edited line what it is about, without finding topics anew', async () => {
    await found(numbers(80));
    await show([...numbers(79), 90, 91]);
    expect([topicOf(90), topicOf(91)]).toEqual([topicOf(0), topicOf(1)]);
    expect(tools.projector.kinds).toEqual(['topics']);
  });

  it('knows what came while they were found', async () => {
    await show(numbers(80));
    const job = await tools.projector.next();
    await show(numbers(90));
    expect(topicOf(85)).toBe(noTopic);
    job.finish();
    await tools.when(() => !topics.busy);
    await show(numbers(90));
    expect(topicOf(85)).toBe(topicOf(1));
  });

  it('are found anew when most samples are new, and when the last score has come', async () => {
    await found(numbers(40), false);
    await found(numbers(90), false);
    await show(numbers(100), false);
    expect(tools.projector.kinds).toHaveLength(2);
    await found(numbers(100));
    expect(tools.projector.kinds).toHaveLength(3);
  });

  it('are not looked for again after a failure', async () => {
    await show(numbers(80));
    (await tools.projector.next()).fail(new Error('No memory is left.'));
    await tools.when(() => !topics.busy);
    await show(numbers(200));
    expect(tools.failures).toHaveLength(1);
    expect(tools.projector.kinds).toHaveLength(1);
    expect(topicOf(0)).toBe(noTopic);
  });
});
