import * as v from 'valibot';
import {
  panelRequests,
  type FromPanel,
  type KeptPanel,
  type PanelRequest,
} from './panel-protocol.ts';

/** An address is rarely longer than a few hundred characters. */
const longestUri = 32_768;
/** Of a title, a prompt or a name. */
const longestSentence = 1000;
/** In UTF-16 units: the table of a million samples fits. */
const longestContent = 256 * 1024 * 1024;
const mostLines = 2_000_000;
/** The map counts files with one byte, and 255 stands for none. */
const mostFiles = 255;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const uri = v.pipe(v.string(), v.maxLength(longestUri));
const sentence = v.pipe(v.string(), v.maxLength(longestSentence));
const content = v.pipe(v.string(), v.maxLength(longestContent));
/** A schema for each number would take a second for a million of them. */
const lines = v.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.length <= mostLines && value.every(isLine),
);
const requestName = v.custom<PanelRequest>(
  (value) => typeof value === 'string' && Object.hasOwn(panelRequests, value),
);

const fromPanel: v.GenericSchema<unknown, FromPanel> = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({
    kind: v.literal('request'),
    number: count,
    request: requestName,
    params: v.unknown(),
  }),
  v.object({ kind: v.literal('reveal'), uri, line: count }),
  v.object({ kind: v.literal('mark'), uri, lines }),
  v.object({ kind: v.literal('ask'), number: count, title: sentence, prompt: sentence }),
  v.object({ kind: v.literal('copy'), text: content }),
  v.object({
    kind: v.literal('save'),
    name: sentence,
    content,
    encoding: v.picklist(['utf8', 'base64']),
  }),
  v.object({ kind: v.literal('chooseFiles') }),
  v.object({ kind: v.literal('showFindings') }),
  v.object({ kind: v.picklist(['chooseOrdinary', 'chooseScores', 'importFeature']), uri }),
  v.object({ kind: v.literal('exportFeature'), uri, featureId: sentence }),
  v.object({ kind: v.literal('state'), state: v.unknown() }),
]);

const kept: v.GenericSchema<unknown, KeptPanel> = v.object({
  uris: v.pipe(v.array(uri), v.minLength(1), v.maxLength(mostFiles)),
  state: v.unknown(),
});

const sample = v.object({ uri, line: count });

/** A message of the page, or null when it is none that the extension knows. */
export function parseFromPanel(data: unknown): FromPanel | null {
  const parsed = v.safeParse(fromPanel, data);
  return parsed.success ? parsed.output : null;
}

/** What a panel left behind when the window was closed, or null when that cannot be read. */
export function parseKeptPanel(data: unknown): KeptPanel | null {
  const parsed = v.safeParse(kept, data);
  return parsed.success ? parsed.output : null;
}

/** Which sample a link or a quick fix means, or null when it says nothing of the kind. */
export function parseSamplePlace(data: unknown): v.InferOutput<typeof sample> | null {
  const parsed = v.safeParse(sample, data);
  return parsed.success ? parsed.output : null;
}

/** The kind that a message says it is of, for the log: a known one or 'unknown', never the page's own words. */
export function messageKind(data: unknown): string {
  const kind = typeof data === 'object' && data !== null && 'kind' in data ? data.kind : null;
  return fromPanelKinds.find((known) => known === kind) ?? 'unknown';
}

const fromPanelKinds: readonly FromPanel['kind'][] = [
  'ready',
  'request',
  'reveal',
  'mark',
  'ask',
  'copy',
  'save',
  'chooseFiles',
  'showFindings',
  'chooseOrdinary',
  'chooseScores',
  'importFeature',
  'exportFeature',
  'state',
];

function isLine(value: unknown): boolean {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0;
}
