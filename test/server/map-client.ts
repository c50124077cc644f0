import {
  columnTypes,
  mapChangedNotification,
  mapColumnsRequest,
  mapRequest,
  type ColumnName,
  type MapColumns,
  type MapSummary,
  type MapTarget,
} from '../../server/map-protocol.ts';
import type { MapActParams, MapActResult } from '../../server/map-work-protocol.ts';
import { mapActRequest } from '../../server/map-work-protocol.ts';
import { EventStream } from './event-stream.ts';
import type { LspClient } from './lsp-client.ts';

const types = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array };

/** What the panel does with the server, without the panel. */
export class MapClient {
  readonly #client: LspClient;
  readonly #events = new EventStream<{ changed: [] }>();
  /** When each notification of a change came, in milliseconds. */
  readonly changes: number[] = [];
  target: MapTarget;

  constructor(client: LspClient, target: MapTarget) {
    this.#client = client;
    this.target = target;
    client.connection.onNotification(mapChangedNotification, () => {
      this.changes.push(performance.now());
      this.#events.emit('changed');
    });
  }

  async map(projection = this.target.projection): Promise<MapSummary> {
    return this.#client.connection.sendRequest(mapRequest, { ...this.target, projection });
  }

  /** The map as soon as it is as wanted: it is asked for again after every change. */
  async mapWhen(
    accept: (map: MapSummary) => boolean,
    projection = this.target.projection,
  ): Promise<MapSummary> {
    // Changes are listened to before the first question, so that none is missed.
    const changes = this.#events.each('changed');
    let next = changes.next();
    for (;;) {
      const map = await this.map(projection);
      if (accept(map)) return map;
      await next;
      next = changes.next();
    }
  }

  /** A column as numbers; fails when the map is another one by now. */
  async column(
    name: ColumnName,
    map: MapSummary,
    projection = this.target.projection,
  ): Promise<number[]> {
    const answer: MapColumns | null = await this.#client.connection.sendRequest(mapColumnsRequest, {
      ...this.target,
      projection,
      stamp: map.stamp,
      columns: [name],
      start: 0,
      end: map.rows,
    });
    const text = answer?.columns[name];
    if (text === undefined) throw new Error(`There is no column ${name}.`);
    const type = name in columnTypes ? columnTypes[name as keyof typeof columnTypes] : 'f32';
    return decode(text, type);
  }

  async act(
    action: MapActParams['action'],
    ids: readonly number[],
    reason?: string,
  ): Promise<MapActResult> {
    return this.#client.connection.sendRequest(mapActRequest, {
      uris: this.target.uris,
      ids: encode(ids),
      action,
      ...(reason !== undefined && { reason }),
    });
  }
}

export function decode(text: string, type: keyof typeof types = 'u32'): number[] {
  return Array.from(new types[type](new Uint8Array(Buffer.from(text, 'base64')).buffer));
}

export function encode(ids: readonly number[]): string {
  return Buffer.from(Uint32Array.from(ids).buffer).toString('base64');
}
