import type { Connection } from 'vscode-languageserver';
import { mapCancelRequest, mapColumnsRequest, mapRequest } from '../../map-protocol.ts';
import type { FeatureContext } from '../context.ts';
import { request } from '../request.ts';
import { map, mapCancel, mapColumns } from './map.ts';
import { mapCancelSchema, mapColumnsSchema, mapTargetSchema } from './params.ts';

/** Answers the requests of the geometry panel. */
export function listenMap(connection: Connection, context: () => FeatureContext | null): void {
  connection.onRequest(mapRequest, request('map', context, map, mapTargetSchema));
  connection.onRequest(
    mapColumnsRequest,
    request('mapColumns', context, mapColumns, mapColumnsSchema),
  );
  connection.onRequest(mapCancelRequest, request('mapCancel', context, mapCancel, mapCancelSchema));
}
