import * as v from 'valibot';
import {
  columnTypes,
  mostRows,
  type ColumnName,
  type MapCancelParams,
  type MapColumnsParams,
  type MapNearestParams,
  type MapSampleParams,
  type MapSearchParams,
  type MapTarget,
} from '../../map-protocol.ts';
import type {
  FeatureChoiceParams,
  FileThresholdParams,
  MapActParams,
  MapExportParams,
  MapSuperpositionParams,
  MapWhatIfParams,
} from '../../map-work-protocol.ts';

/** What the messages of the geometry panel have to be; any client may send anything. */

/** As many as the column `file` can tell apart. */
const mostFiles = 255;
const mostColumns = 200;
const longestText = 10_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const uris = v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(mostFiles));
const ids = v.pipe(v.string(), v.base64());

const projection = v.variant('kind', [
  v.object({ kind: v.literal('harm') }),
  v.object({ kind: v.literal('pca') }),
  v.object({ kind: v.literal('umap') }),
  v.object({ kind: v.literal('features'), x: v.string(), y: v.string() }),
]);

const target = { uris, projection };

const columnName = v.custom<ColumnName>(
  (name) =>
    typeof name === 'string' && (Object.hasOwn(columnTypes, name) || name.startsWith('cosine:')),
);

export const mapTargetSchema: v.GenericSchema<unknown, MapTarget> = v.object(target);

export const mapColumnsSchema: v.GenericSchema<unknown, MapColumnsParams> = v.pipe(
  v.object({
    ...target,
    stamp: count,
    columns: v.pipe(v.array(columnName), v.maxLength(mostColumns)),
    start: count,
    end: count,
  }),
  v.check(({ start, end }) => start <= end && end - start <= mostRows),
);

export const mapCancelSchema: v.GenericSchema<unknown, MapCancelParams> = v.object({ uris });

export const mapSampleSchema: v.GenericSchema<unknown, MapSampleParams> = v.object({
  ...target,
  id: count,
});

export const mapNearestSchema: v.GenericSchema<unknown, MapNearestParams> = v.object({
  ...target,
  id: count,
  count,
});

export const mapSearchSchema: v.GenericSchema<unknown, MapSearchParams> = v.object({
  ...target,
  text: v.pipe(v.string(), v.maxLength(longestText)),
  regularExpression: v.boolean(),
  matchCase: v.boolean(),
});

export const mapWhatIfSchema: v.GenericSchema<unknown, MapWhatIfParams> = v.object({
  ...target,
  ids: v.nullable(ids),
  riskiestShare: share,
});

export const mapSuperpositionSchema: v.GenericSchema<unknown, MapSuperpositionParams> = v.object({
  sample: v.nullable(v.object({ uri: v.string(), id: count })),
});

export const mapActSchema: v.GenericSchema<unknown, MapActParams> = v.object({
  uris,
  ids,
  action: v.picklist(['remove', 'quarantine', 'weightZero', 'ignore', 'stopIgnoring']),
  reason: v.exactOptional(v.string()),
});

export const mapExportSchema: v.GenericSchema<unknown, MapExportParams> = v.object({
  ...target,
  ids,
  format: v.picklist(['jsonl', 'csv']),
});

export const fileThresholdSchema: v.GenericSchema<unknown, FileThresholdParams> = v.object({
  uri: v.string(),
  risk: v.nullable(share),
});

export const featureChoiceSchema: v.GenericSchema<unknown, FeatureChoiceParams> = v.object({
  uri: v.string(),
  featureId: v.string(),
  enabled: v.boolean(),
});
