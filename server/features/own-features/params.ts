import * as v from 'valibot';
import type {
  BorderlineParams,
  CalibrationParams,
  ChangeFeatureParams,
  FeatureFileParams,
  MarkParams,
  OrdinaryParams,
  OwnFeaturesParams,
  SecondOpinionParams,
} from '../../own-feature-protocol.ts';
import { mapTargetSchema } from '../map/params.ts';

/** What the messages of `own-feature-protocol.ts` have to be; any client may send anything. */

/** As many as the editor lets one write. */
const longestName = 100;
const longestText = 10_000;
const mostLines = 100_000;
const mostBorderline = 100;

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const name = v.pipe(v.string(), v.maxLength(longestName));
const filePath = v.pipe(v.string(), v.minLength(1), v.maxLength(longestText));

export const ownFeaturesSchema: v.GenericSchema<unknown, OwnFeaturesParams> = v.object({
  uri: v.string(),
});

export const markSchema: v.GenericSchema<unknown, MarkParams> = v.object({
  uri: v.string(),
  samples: v.union([
    v.object({ line: whole, contentHash: v.string() }),
    v.object({ ids: v.pipe(v.string(), v.base64()) }),
    v.object({ lines: v.pipe(v.array(whole), v.maxLength(mostLines)), version: v.number() }),
  ]),
  sign: v.picklist(['positive', 'negative', 'none']),
  featureId: v.nullable(v.string()),
  name: v.exactOptional(name),
});

export const changeFeatureSchema: v.GenericSchema<unknown, ChangeFeatureParams> = v.object({
  uri: v.string(),
  featureId: v.string(),
  change: v.variant('kind', [
    v.object({ kind: v.literal('current') }),
    v.object({ kind: v.literal('remove') }),
    v.object({
      kind: v.literal('set'),
      title: v.exactOptional(name),
      why: v.exactOptional(v.pipe(v.string(), v.maxLength(longestText))),
      enabled: v.exactOptional(v.boolean()),
      threshold: v.exactOptional(share),
      severity: v.exactOptional(v.picklist(['information', 'warning', 'error'])),
    }),
  ]),
});

export const borderlineSchema: v.GenericSchema<unknown, BorderlineParams> = v.object({
  uri: v.string(),
  featureId: v.string(),
  count: v.pipe(whole, v.minValue(1), v.maxValue(mostBorderline)),
});

export const featureFileSchema: v.GenericSchema<unknown, FeatureFileParams> = v.object({
  uri: v.string(),
  action: v.picklist(['import', 'export']),
  path: filePath,
  feature: name,
});

export const ordinarySchema: v.GenericSchema<unknown, OrdinaryParams> = v.object({
  uri: v.string(),
  change: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('add'), paths: v.pipe(v.array(filePath), v.maxLength(1000)) }),
      v.object({ kind: v.literal('clear') }),
    ]),
  ),
});

export const calibrationSchema: v.GenericSchema<unknown, CalibrationParams> = v.intersect([
  mapTargetSchema,
  v.object({ featureId: v.string() }),
]);

export const secondOpinionSchema: v.GenericSchema<unknown, SecondOpinionParams> = v.intersect([
  mapTargetSchema,
  v.object({ importPath: v.nullable(filePath), forget: v.nullable(v.string()) }),
]);
