import { calibrate } from '../own-features/calibrate.ts';
import { defaultThreshold } from '../own-features/feature-file.ts';
import { featureId } from '../own-features/feature-id.ts';
import type { OrdinaryRows } from '../own-features/ordinary-rows.ts';
import type { OwnFeature } from '../own-features/own-feature.ts';
import { rowCosines } from '../own-features/unit-rows.ts';
import type { Pack } from '../pack/pack.ts';

/** What people say of a direction that they bring. */
export interface ImportWish {
  readonly title: string;
  readonly why: string;
  readonly who: string;
  /** An ISO 8601 date. */
  readonly made: string;
}

/**
 * A feature from a direction of another tool.
 * @param direction `[width]` of norm 1, in the whitened space of the pack.
 */
export function importedFeature(
  wish: ImportWish,
  direction: Float32Array,
  { name, version, hash }: Pick<Pack, 'name' | 'version' | 'hash'>,
  ordinary: OrdinaryRows,
): OwnFeature {
  return {
    id: featureId(wish.title),
    ...wish,
    pack: { name, version, hash },
    method: 'imported',
    direction,
    examples: [],
    calibration: calibrate(rowCosines(ordinary.answers, direction), ordinary.weights),
    figures: null,
    threshold: defaultThreshold,
    severity: 'warning',
    enabled: true,
  };
}
