import { expect, test } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { withCalibrations } from '../../../../server/core/own-features/recalibrate.ts';
import type { Calibration } from '../../../../server/core/pack/pack.ts';
import { mapSample } from '../../../../server/features/map/sample.ts';
import { JoinedOutcomes } from '../../../../server/features/own-features/joined-outcomes.ts';
import type { MapSample } from '../../../../server/map-protocol.ts';
import { scan, textLine, type Scanned } from '../scanned.ts';
import { vectorsOf } from './some-samples.ts';

/** A cosine from 0 to 1 has the share that it is itself. */
const ownCalibration: Calibration = { cosines: [0, 1], shares: [1e-6, 1 - 1e-6], tailScale: 0.1 };

async function sampleOf({ file, context }: Scanned): Promise<MapSample> {
  const id = file.lines[0]?.id ?? -1;
  const params = { uris: [file.uri], projection: { kind: 'pca' }, id } as const;
  const sample = await mapSample(params, context, CancellationToken.None);
  if (sample === null) throw new Error('There is no sample.');
  return sample;
}

test('a sample is judged with one’s own ordinary data where that is in force', async () => {
  const lines = ['0.4505', '0.2', '0.1'].map(textLine);
  const scanned = await scan(lines, {}, () => ({ vectors: vectorsOf(1) }));
  const { engine } = scanned.context.scanner;
  if (engine === null) throw new Error('There is no engine.');
  const byPack = await sampleOf(scanned);
  expect(byPack.risk).toBeCloseTo(0.9505, 4);
  expect(byPack.features[0]?.percentile).toBeCloseTo(95.05, 3);
  expect(byPack.message).toContain('95.0 % of ordinary samples');
  const calibrations = { risk: ownCalibration, features: [ownCalibration, ownCalibration] };
  const joined = withCalibrations(engine.outcomes.pack, calibrations);
  scanned.file.outcomes = new JoinedOutcomes(engine.outcomes, joined);
  scanned.file.revision += 1;
  const byOwn = await sampleOf(scanned);
  expect(byOwn.risk).toBeCloseTo(0.4505, 4);
  expect(byOwn.features[0]?.percentile).toBeCloseTo(45.05, 3);
  expect(byOwn.message).toContain('45.0 % of ordinary samples');
});
