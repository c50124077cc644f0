import type { Pack } from '../../core/pack/pack.ts';
import { formatIds, roles } from '../../core/sample.ts';
import { rowFlags } from '../../map-protocol.ts';
import type { MapFeature, MapFile, MapQuality, MapSummary } from '../../map-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import { flagThreshold } from '../../scan/flagging.ts';
import type { FeatureContext } from '../context.ts';
import type { MapState } from './data-map.ts';
import type { FeatureSums } from './feature-sums.ts';
import type { RowFile } from './map-rows.ts';

interface Background {
  readonly sums: FeatureSums;
  readonly quality: MapQuality | null;
  /** Whether the quality is being measured, or soon will be. */
  readonly measuring: boolean;
  /** By topic. */
  readonly topics: readonly string[];
}

/** What a map is, in numbers and sentences. */
export function summarise(
  state: MapState,
  context: FeatureContext,
  { sums, quality, measuring, topics }: Background,
): MapSummary {
  const { stamp, rows, pack, shown } = state;
  return {
    stamp,
    rows: rows.count,
    files: rows.files.map((file) => describeFile(file, pack, context)),
    features:
      pack === null ? [] : [...describeFeatures(state, pack, sums, context), ...describeOwn(state)],
    formats: formatIds,
    roles,
    topics,
    projection: shown
      ? { ...shown.told, quality, measuring }
      : {
          shown: { kind: 'pca' },
          progress: null,
          message: 'There is no map yet: the model is not loaded.',
          axes: ['', ''],
          anchors: [],
          quality: null,
          measuring: false,
        },
    ordinarySamples: pack?.risk.calibration.samples ?? null,
    message: messageOf(state, context),
  };
}

function describeFile(file: RowFile, pack: Pack | null, context: FeatureContext): MapFile {
  const { scan, version, samples, waiting } = file;
  return { uri: scan.uri, version, samples, waiting, ...thresholdOf(scan, pack, context) };
}

/** Least risk that is flagged in a file, 0..1, and where it comes from. */
export function thresholdOf(
  scan: FileScan,
  pack: Pack | null,
  { choices }: FeatureContext,
): Pick<MapFile, 'threshold' | 'thresholdSource'> {
  const choice = choices.of(scan.uri);
  if (choice.threshold !== null) return { threshold: choice.threshold, thresholdSource: 'file' };
  const { settings } = scan;
  if (settings === null || pack === null) return { threshold: 1, thresholdSource: 'pack' };
  const isOwn = settings['threshold.mode'] === 'percentile' || settings['threshold.risk'] !== 0;
  return {
    // A percentile of a file without scores flags nothing.
    threshold: Math.min(1, flagThreshold(scan.lines, settings, pack, choice)),
    thresholdSource: isOwn ? 'setting' : 'pack',
  };
}

function describeFeatures(
  { rows }: MapState,
  pack: Pack,
  { trained, cosines, flagged }: FeatureSums,
  context: FeatureContext,
): MapFeature[] {
  const offs = rows.files.map(({ scan }) => context.choices.of(scan.uri).off);
  return pack.features.map(({ id, title, description, examples, calibration }, at) => ({
    id,
    title,
    description,
    examples,
    page: context.featurePages === null ? null : `${context.featurePages}${id}.md`,
    enabled: !offs.some((off) => off.has(id)),
    meanCosine: trained === 0 ? 0 : (cosines[1 + at] ?? 0) / trained,
    ordinaryCosine: medianOf(calibration),
    flagged: flagged[1 + at] ?? 0,
    own: false,
  }));
}

/** Features of one's own come after those of the pack, so that the places of these stay. */
function describeOwn({ own, rows, table }: MapState): MapFeature[] {
  return own.map(({ feature, cosines }) => {
    const { id, title, why, enabled, calibration } = feature;
    let [sum, trained, flagged] = [0, 0, 0];
    for (let row = 0; table !== null && row < rows.count; row += 1) {
      const slot = rows.slots[row] ?? -1;
      if (slot < 0 || Number.isNaN(table.risk[slot])) continue;
      trained += 1;
      sum += cosines[slot] ?? 0;
      const isFlagged = ((rows.flags[row] ?? 0) & rowFlags.flagged) !== 0;
      if (isFlagged && rows.records[row]?.own.some((flag) => flag.id === id) === true) flagged += 1;
    }
    return {
      ...{ id, title, description: why, examples: [], page: null, enabled },
      meanCosine: trained === 0 ? 0 : sum / trained,
      ordinaryCosine: medianOf(calibration),
      flagged,
      own: true,
    };
  });
}

/** The cosine below which half of the ordinary samples lie: between the knots on both sides of 0.5. */
function medianOf({ cosines, shares }: Pack['risk']['calibration']): number {
  const above = shares.findIndex((share) => share >= 0.5);
  if (above <= 0) return cosines.at(above) ?? 0;
  const [low = 0, high = 0] = [shares[above - 1], shares[above]];
  const [left = 0, right = 0] = [cosines[above - 1], cosines[above]];
  return high === low ? right : left + ((right - left) * (0.5 - low)) / (high - low);
}

function messageOf({ rows, pack }: MapState, { scanner }: FeatureContext): string {
  const off = rows.files.find(({ scan }) => scan.off !== null)?.scan.off;
  if (off !== undefined && off !== null) return off;
  if (pack === null) return 'The model is being loaded; the map comes after it.';
  const unread = rows.files.some(({ scan }) => scan.settings === null || scan.readable);
  if (rows.count === 0) {
    return unread
      ? 'The lines are being read.'
      : 'There is no sample in the file, so there is nothing to map.';
  }
  const waiting = rows.files.reduce((sum, file) => sum + file.waiting, 0);
  const samples = rows.count === 1 ? '1 sample' : `${rows.count} samples`;
  if (waiting === 0) return `${samples}, each with its score.`;
  const state = scanner.paused ? 'Scoring is paused' : 'Scoring goes on';
  return `${state}: ${rows.count - waiting} of ${samples} have a score; the others are not on the map yet.`;
}
