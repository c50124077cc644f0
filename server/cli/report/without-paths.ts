import type { MapTarget } from '../../map-protocol.ts';
import type { CollectedMap } from './collect.ts';

/**
 * A report goes to other people, whom the folders of this machine do not concern: addresses of files become their
 * numbers and names.
 * @param names of the files, in the order of the target.
 */
export function withoutPaths(
  target: MapTarget,
  collected: CollectedMap,
  names: readonly string[],
): { readonly target: MapTarget; readonly collected: CollectedMap } {
  const known = new Map(
    target.uris.map((uri, at) => [
      uri,
      `report:///${at + 1}/${encodeURIComponent(names[at] ?? '')}`,
    ]),
  );
  const shown = (uri: string): string => known.get(uri) ?? 'report:///';
  const { summary, samples } = collected;
  return {
    target: { ...target, uris: target.uris.map(shown) },
    collected: {
      ...collected,
      summary: {
        ...summary,
        files: summary.files.map((file) => ({ ...file, uri: shown(file.uri) })),
        // Pages of features lie in the folder of the program.
        features: summary.features.map((feature) => ({ ...feature, page: null })),
      },
      samples: samples.map(
        (sample) =>
          sample && {
            ...sample,
            uri: shown(sample.uri),
            neighbours: sample.neighbours.map((each) => ({ ...each, uri: shown(each.uri) })),
          },
      ),
    },
  };
}
