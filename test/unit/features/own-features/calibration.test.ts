import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { shareEstimate } from '../../../../server/core/own-features/estimate.ts';
import type { Calibrated } from '../../../../server/core/own-features/ordinary-file.ts';
import { calibration } from '../../../../server/features/own-features/calibration.ts';
import type { CalibrationView } from '../../../../server/own-feature-protocol.ts';
import { straight } from '../../scan/tiny-pack.ts';
import { scan, textLine, type Scanned } from '../scanned.ts';

const calibrated: Calibrated = {
  pack: 'a'.repeat(64),
  samples: 2000,
  risk: straight,
  features: {},
  flagged: [
    { threshold: 0.9, before: 300, after: 210 },
    { threshold: 0.95, before: 160, after: 110 },
  ],
};

let scanned: Scanned;

beforeEach(async () => {
  scanned = await scan(['0.1', '0.45'].map(textLine));
});

async function shown(): Promise<CalibrationView> {
  const projection = { kind: 'pca' } as const;
  const params = { uris: [scanned.file.uri], projection, featureId: 'risk' };
  return calibration(params, scanned.context, CancellationToken.None);
}

function use(own: Calibrated): void {
  vi.spyOn(scanned.context.own.ordinary, 'inForce').mockReturnValue(own);
}

describe('the calibration of the risk', () => {
  it('has the thresholds of the list, and that in force, by the pack alone', async () => {
    const { rows, threshold, reference } = await shown();
    expect(threshold).toBe(0.9);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map((row) => row.threshold)).toContain(0.9);
    expect(reference).toBe('Of the pack: 10,000 ordinary samples.');
  });

  it('shows of own ordinary data what was counted, and nothing else', async () => {
    use(calibrated);
    const { rows, reference } = await shown();
    expect(rows.map((row) => [row.threshold, row.falseAlarms])).toEqual([
      [0.9, shareEstimate(210, 2000)],
      [0.95, shareEstimate(110, 2000)],
    ]);
    expect(reference).toBe(
      'Your own ordinary data: 2,000 samples, each placed without its part of the data.',
    );
  });

  it('says so where the threshold in force was not counted', async () => {
    use({ ...calibrated, flagged: calibrated.flagged.slice(1) });
    const { rows, reference } = await shown();
    expect(rows.map((row) => row.threshold)).toEqual([0.9, 0.95]);
    expect(rows[0]?.falseAlarms.value).toBeCloseTo(0.1, 12);
    expect(reference).toContain('The threshold in force was chosen later');
  });
});
