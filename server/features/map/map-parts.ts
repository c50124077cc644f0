import type { LayoutModel } from '../../core/map/layout.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { MapAnchor } from '../../map-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import type { LayoutFiles } from '../../store/layout-files.ts';
import type { FeatureContext } from '../context.ts';
import { FittedLayout, type LayoutTools } from './fitted-layout.ts';
import { HarmPlaces } from './harm-places.ts';
import { MapTopics } from './map-topics.ts';
import { MapTrust } from './map-trust.ts';
import { OwnColumns } from './own-columns.ts';
import { SampleTable } from './sample-table.ts';

/** What the parts of a map work with. */
export interface PartsTools extends Omit<LayoutTools, 'keep'> {
  readonly layouts: LayoutFiles;
}

/** What belongs to one pack; made anew with another one. */
export interface MapParts {
  readonly engine: ScanEngine;
  readonly table: SampleTable;
  readonly pca: FittedLayout;
  readonly umap: FittedLayout;
  readonly harm: HarmPlaces;
  readonly trust: MapTrust;
  readonly topics: MapTopics;
  readonly own: OwnColumns;
  readonly anchors: WeakMap<LayoutModel, readonly MapAnchor[]>;
  /** Those of the pack; null when they could not be loaded. */
  readonly directions: { values: Float32Array | null };
}

/** Parts with the layouts that were kept for these files and this pack. */
export async function newParts(
  engine: ScanEngine,
  tools: PartsTools,
  uris: readonly string[],
): Promise<MapParts> {
  const parts = emptyParts(engine, tools);
  const name = (kind: string): string => JSON.stringify([kind, engine.outcomes.pack.hash, uris]);
  const layout = async (kind: 'pca' | 'umap'): Promise<FittedLayout> => {
    const kept = await tools.layouts.read(name(kind));
    const keep: LayoutTools['keep'] = (fitted) => {
      tools.layouts.write(name(kind), fitted).catch(tools.failed);
    };
    return new FittedLayout(kind, { ...tools, keep }, kept);
  };
  // They are there before the first answer, so that no map is taken for the final one before it has its places.
  const values = await engine.directions.load().catch((error: unknown) => {
    tools.failed(error);
    return null;
  });
  const directions = { values };
  return { ...parts, directions, pca: await layout('pca'), umap: await layout('umap') };
}

/** Parts that know nothing yet. */
export function emptyParts(engine: ScanEngine, tools: PartsTools): Omit<MapParts, 'pca' | 'umap'> {
  const { pack } = engine.outcomes;
  return {
    engine,
    table: new SampleTable(pack.features.length, pack.width),
    harm: new HarmPlaces(),
    trust: new MapTrust(tools),
    topics: new MapTopics(tools),
    own: new OwnColumns(),
    anchors: new WeakMap(),
    directions: { values: null },
  };
}

/** The features of one's own that count for each of the files. */
export function ownFeaturesBy(
  scans: readonly FileScan[],
  { own }: FeatureContext,
): (readonly OwnFeature[])[] {
  return scans.map(({ uri }) => (own.shelf(uri)?.features ?? []).map(({ feature }) => feature));
}

/** Those that count for any of the files, each id once. */
export function ownFeaturesOf(byFile: readonly (readonly OwnFeature[])[]): OwnFeature[] {
  const found = new Map<string, OwnFeature>();
  for (const feature of byFile.flat()) if (!found.has(feature.id)) found.set(feature.id, feature);
  return [...found.values()];
}
