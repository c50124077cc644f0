import { symmetricEigen } from './principal-axes.ts';
import { dot } from './vector-maths.ts';

/**
 * The plane of the map that the pack alone decides, so that it is the same for every data set: across, how near a
 * sample is to harm of any kind (its cosine to the direction of risk); up, to which kind.
 */
export interface HarmPlane {
  /** [1 + features]: the place up is the sum of the sample's cosines to risk and to each feature, times these. */
  readonly weights: Float64Array;
  /** The features that lie highest and lowest, counted from 0; null while there are fewer than two. */
  readonly ends: { readonly top: number; readonly bottom: number } | null;
  /** The share of the differences between the features, beside risk, that lies along the axis up, 0..1. */
  readonly explained: number;
}

/**
 * The axis up is the main axis of the features' directions, as they lie at right angles to the risk: the leading
 * eigenvector of their Gram matrix (the dual form of a principal component analysis; Jolliffe, Principal Component
 * Analysis, 2nd ed., 3.5). The largest weight is positive, so the same pack never gives a mirrored map.
 *
 * @param directions [1 + features, width], unit rows: first the direction of risk, then the features.
 */
export function harmPlane(directions: Float32Array, width: number): HarmPlane {
  const count = width > 0 ? Math.max(0, Math.floor(directions.length / width) - 1) : 0;
  const row = (index: number) => directions.subarray(index * width, (index + 1) * width);
  const features = Array.from({ length: count }, (_, at) => row(1 + at));
  const alongRisk = features.map((feature) => dot(feature, row(0)));
  const gram = features.map((one, i) =>
    features.map((other, j) => dot(one, other) - (alongRisk[i] ?? 0) * (alongRisk[j] ?? 0)),
  );
  const { values, vectors } = symmetricEigen(centred(gram));
  const main = values.reduce((best, value, at) => (value > (values[best] ?? 0) ? at : best), 0);
  const variance = Math.max(0, values[main] ?? 0);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  if (count < 2 || variance <= 1e-9) {
    return { weights: new Float64Array(1 + count), ends: null, explained: 0 };
  }
  const loads = withSign(vectors.map((vector) => (vector[main] ?? 0) / Math.sqrt(variance)));
  const onRisk = -loads.reduce((sum, load, at) => sum + load * (alongRisk[at] ?? 0), 0);
  const heights = gram.map((products) =>
    products.reduce((sum, product, at) => sum + product * (loads[at] ?? 0), 0),
  );
  const top = heights.indexOf(Math.max(...heights));
  const bottom = heights.indexOf(Math.min(...heights));
  return {
    weights: Float64Array.from([onRisk, ...loads]),
    ends: { top, bottom },
    explained: variance / total,
  };
}

/** Where a vector lies up the plane, by its cosines to risk and to each feature. */
export function heightIn(
  { weights }: Pick<HarmPlane, 'weights'>,
  cosines: ArrayLike<number>,
  start = 0,
): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    sum += (weights[at] ?? 0) * (cosines[start + at] ?? Number.NaN);
  }
  return sum;
}

/** The products of rows from which the mean row was taken. */
function centred(gram: readonly (readonly number[])[]): number[][] {
  const means = gram.map((row) => row.reduce((sum, value) => sum + value, 0) / gram.length);
  const whole = means.reduce((sum, value) => sum + value, 0) / Math.max(1, means.length);
  return gram.map((row, i) =>
    row.map((value, j) => value - (means[i] ?? 0) - (means[j] ?? 0) + whole),
  );
}

function withSign(loads: readonly number[]): readonly number[] {
  const largest = loads.reduce((most, load) => (Math.abs(load) > Math.abs(most) ? load : most), 0);
  return largest < 0 ? loads.map((load) => -load) : loads;
}
