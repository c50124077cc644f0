import { expect, it } from 'vitest';
import { withoutPaths } from '../../../../server/cli/report/without-paths.ts';
import type { CollectedMap } from '../../../../server/cli/report/collect.ts';
import type { MapSample } from '../../../../server/map-protocol.ts';

const uri = 'file:///home/somebody/private/train%201.jsonl';
const sample: MapSample = {
  id: 1,
  uri,
  version: 1,
  line: 0,
  contentHash: 'a',
  risk: null,
  message: '',
  turns: [{ role: 'user', text: `I keep it at ${uri}`, trained: false, rejected: false }],
  sentence: null,
  features: [],
  neighbours: [{ id: 2, uri, line: 1, cosine: 0.5, excerpt: '' }],
  latents: [],
  ignored: null,
};

it('leaves no path of this machine in a report but what samples say themselves', () => {
  const file = {
    uri,
    version: 1,
    samples: 1,
    waiting: 0,
    threshold: 0.99,
    thresholdSource: 'pack',
  };
  const collected = {
    summary: { files: [file], features: [{ id: 'x', page: 'file:///opt/pages/x.md' }] },
    samples: [sample, null],
  } as unknown as CollectedMap;
  const target = { uris: [uri], projection: { kind: 'pca' } } as const;
  const shown = withoutPaths(target, collected, ['train 1.jsonl']);
  const own = JSON.stringify(shown.collected.samples[0]?.turns);
  expect(own).toContain(uri);
  expect(JSON.stringify(shown).replace(own, '')).not.toContain('file:');
  expect(shown.target.uris).toEqual(['report:///1/train%201.jsonl']);
  expect(shown.collected.samples[0]?.neighbours[0]?.uri).toBe(shown.target.uris[0]);
});
