import type { FeatureSpace } from '../core/own-features/fit-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import { loadDirections } from '../inference/load-directions.ts';
import { loadOrdinary } from '../inference/load-ordinary.ts';
import { CannotDo } from './cannot-do.ts';

/** What a pack knows of its space. @throws {CannotDo} with one sentence when it cannot be compared with. */
export async function readSpace(folder: string, pack: Pack): Promise<FeatureSpace> {
  try {
    return {
      ordinary: await loadOrdinary(folder, pack),
      directions: await loadDirections(folder, pack),
      featureIds: pack.features.map(({ id }) => id),
    };
  } catch (error) {
    throw new CannotDo(error instanceof Error ? error.message : String(error));
  }
}
