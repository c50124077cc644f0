import { beforeEach, describe, expect, it } from 'vitest';
import { MapTrust, type ShownPlaces } from '../../../../server/features/map/map-trust.ts';
import type { SampleTable } from '../../../../server/features/map/sample-table.ts';
import { FakeTools } from './fake-projector.ts';
import { emptyTable, fill, numbers } from './some-samples.ts';

const samples = 100;
let tools: FakeTools;
let table: SampleTable;
let trust: MapTrust;

beforeEach(async () => {
  tools = new FakeTools();
  table = emptyTable();
  trust = new MapTrust(tools);
  trust.moved(await fill(table, numbers(samples)));
});

/** Places on a line, in the order of slots. */
function places(name = 'pca', revision = 1): ShownPlaces {
  const x = Float32Array.from({ length: table.capacity }, (_, slot) => slot / samples);
  return { name, revision, x, y: new Float32Array(table.capacity) };
}

async function measured(shown = places()): Promise<void> {
  trust.update(table, shown, false);
  (await tools.projector.next()).finish();
  await tools.when(() => trust.quality !== null);
}

describe('MapTrust', () => {
  it('measures what is shown, on the whole and at each sample', async () => {
    await measured();
    expect(trust.quality).toMatchObject({ samples, neighbours: 10 });
    expect(Array.from(trust.fidelity.subarray(0, samples)).every(Number.isFinite)).toBe(true);
    expect(trust.revision).toBeGreaterThan(0);
  });

  it('waits while something more urgent is computed, and until there are places', async () => {
    trust.update(table, places(), true);
    expect(trust.measuring).toBe(true);
    trust.update(table, null, false);
    expect(trust.measuring).toBe(false);
    expect(tools.projector.kinds).toEqual([]);
    await measured();
    trust.update(table, places(), true);
    expect(trust.measuring).toBe(false);
    expect(tools.projector.kinds).toEqual(['quality']);
  });

  it('does not know a sample that has moved, and measures again when many have', async () => {
    await measured();
    trust.moved([3, 4]);
    trust.update(table, places('pca', 2), false);
    expect([trust.fidelity[3], trust.fidelity[5]]).toEqual([NaN, expect.any(Number)]);
    expect(tools.projector.kinds).toHaveLength(1);
    trust.moved([5]);
    trust.update(table, places('pca', 3), false);
    (await tools.projector.next()).finish();
    await tools.when(() => Number.isFinite(trust.fidelity[5]));
    expect(Number.isFinite(trust.fidelity[3])).toBe(true);
  });

  it('knows nothing of a sample that moves while it is measured', async () => {
    trust.update(table, places(), false);
    const job = await tools.projector.next();
    expect(trust.measuring).toBe(true);
    trust.moved([7]);
    job.finish();
    await tools.when(() => trust.quality !== null);
    expect([trust.fidelity[7], trust.fidelity[8]]).toEqual([NaN, expect.any(Number)]);
  });

  it.each([0, 3])('says that no quality will come for %i samples', async (few) => {
    table = emptyTable();
    trust = new MapTrust(tools);
    trust.moved(await fill(table, numbers(few)));
    trust.update(table, places(), false);
    expect(trust.measuring).toBe(few > 0);
    if (few > 0) {
      (await tools.projector.next()).finish();
      await tools.nextChange();
    }
    trust.update(table, places(), false);
    expect([trust.quality, trust.measuring]).toEqual([null, false]);
  });

  it('forgets what was about other places', async () => {
    await measured();
    trust.update(table, places('umap'), true);
    expect([trust.quality, trust.fidelity.length]).toEqual([null, 0]);
    await measured(places('umap'));
    expect(tools.projector.kinds).toHaveLength(2);
  });

  it('does not try again what failed, until other places are shown', async () => {
    trust.update(table, places(), false);
    (await tools.projector.next()).fail(new Error('No memory is left.'));
    await tools.whenFailed();
    expect(trust.measuring).toBe(false);
    trust.moved(numbers(samples));
    trust.update(table, places('pca', 2), false);
    expect([trust.quality, tools.projector.kinds.length]).toEqual([null, 1]);
    await measured(places('umap'));
    expect(tools.failures).toHaveLength(1);
  });
});
