import type { Connection } from 'vscode-languageserver';
import {
  borderlineRequest,
  calibrationRequest,
  changeFeatureRequest,
  featureFileRequest,
  markRequest,
  ordinaryRequest,
  ownFeaturesRequest,
  secondOpinionRequest,
  undoFeatureRequest,
} from '../../own-feature-protocol.ts';
import type { FeatureContext } from '../context.ts';
import { answering } from '../request.ts';
import { borderline } from './borderline.ts';
import { calibration } from './calibration.ts';
import { ordinary } from './ordinary.ts';
import { changeFeature, undoFeature } from './change.ts';
import { featureFile } from './exchange.ts';
import { mark } from './mark.ts';
import * as schemas from './params.ts';
import { ownFeatures } from './view.ts';

/** Answers what is asked about features of one's own. */
export function listenOwnFeatures(
  connection: Connection,
  context: () => FeatureContext | null,
): void {
  const answer = answering(connection, context);
  answer(ownFeaturesRequest, schemas.ownFeaturesSchema, ownFeatures);
  answer(markRequest, schemas.markSchema, mark);
  answer(changeFeatureRequest, schemas.changeFeatureSchema, changeFeature);
  answer(undoFeatureRequest, schemas.ownFeaturesSchema, undoFeature);
  answer(borderlineRequest, schemas.borderlineSchema, borderline);
  answer(calibrationRequest, schemas.calibrationSchema, calibration);
  answer(ordinaryRequest, schemas.ordinarySchema, (params, ready, token) =>
    ordinary(params, ready, token, () => connection.window.createWorkDoneProgress()),
  );
  answer(featureFileRequest, schemas.featureFileSchema, featureFile);
  answer(secondOpinionRequest, schemas.secondOpinionSchema, (params, ready, token) =>
    ready.opinions.answer(params, ready, token),
  );
}
