import type { Connection } from 'vscode-languageserver';
import {
  mapCancelRequest,
  mapColumnsRequest,
  mapHeatRequest,
  mapNearestRequest,
  mapRequest,
  mapSampleRequest,
  mapSearchRequest,
} from '../../map-protocol.ts';
import {
  featureChoiceRequest,
  fileThresholdRequest,
  mapActRequest,
  mapExportRequest,
  mapSuperpositionRequest,
  mapWhatIfRequest,
} from '../../map-work-protocol.ts';
import type { CommandTools } from '../batch-edits.ts';
import type { FeatureContext } from '../context.ts';
import { answering } from '../request.ts';
import { mapAct } from './act.ts';
import { featureChoice, fileThreshold } from './choose.ts';
import { mapExport } from './export.ts';
import { HeatAnswers } from './heat.ts';
import { map, mapCancel, mapColumns } from './map.ts';
import * as schemas from './params.ts';
import { mapNearest, mapSample } from './sample.ts';
import { mapSearch } from './search.ts';
import { mapSuperposition } from './superposition.ts';
import { mapWhatIf } from './what-if.ts';

/** Answers the requests of the geometry panel. */
export function listenMap(
  connection: Connection,
  context: () => FeatureContext | null,
  tools: CommandTools,
): void {
  const answer = answering(connection, context);
  const heat = new HeatAnswers();
  answer(mapRequest, schemas.mapTargetSchema, map);
  answer(mapColumnsRequest, schemas.mapColumnsSchema, mapColumns);
  answer(mapCancelRequest, schemas.mapCancelSchema, mapCancel);
  answer(mapSampleRequest, schemas.mapSampleSchema, mapSample);
  answer(mapNearestRequest, schemas.mapNearestSchema, mapNearest);
  answer(mapSearchRequest, schemas.mapSearchSchema, mapSearch);
  answer(mapHeatRequest, schemas.mapSampleSchema, (...given) => heat.answer(...given));
  answer(mapWhatIfRequest, schemas.mapWhatIfSchema, mapWhatIf);
  answer(mapSuperpositionRequest, schemas.mapSuperpositionSchema, mapSuperposition);
  answer(mapExportRequest, schemas.mapExportSchema, mapExport);
  answer(mapActRequest, schemas.mapActSchema, (params, ready) => mapAct(params, ready, tools));
  answer(fileThresholdRequest, schemas.fileThresholdSchema, (params, ready) =>
    fileThreshold(params, ready, tools),
  );
  answer(featureChoiceRequest, schemas.featureChoiceSchema, (params, ready) =>
    featureChoice(params, ready, tools),
  );
}
