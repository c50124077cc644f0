import type { CancellationToken } from 'vscode-languageserver';
import type { Assessment } from '../../core/scoring/assessment.ts';
import { assess } from '../../core/scoring/assessment.ts';
import type { SampleScore, ScoreOutcome } from '../../core/scoring/sample-score.ts';
import type { Pack } from '../../core/pack/pack.ts';
import { findingMessage, partlyScored } from '../../core/wording.ts';
import type {
  MapIds,
  MapLatent,
  MapNearestParams,
  MapNeighbour,
  MapSample,
  MapSampleParams,
} from '../../map-protocol.ts';
import { readSample } from '../../scan/read-summary.ts';
import type { FeatureContext } from '../context.ts';
import { shorten, visible } from '../escape-markdown.ts';
import { outcomesOf } from '../outcomes-of.ts';
import { toBase64 } from './columns.ts';
import { nearRows, type NearRow } from './neighbours.ts';
import { findRow, rowAt, type FoundRow } from './row-of.ts';
import { RequestSlice } from './slices.ts';

const shownNeighbours = 5;
const excerptLength = 160;

/** All about one sample; null when its line has changed. */
export async function mapSample(
  params: MapSampleParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<MapSample | null> {
  const found = await findRow(params, context);
  if (found === null) return null;
  const slice = new RequestSlice(token);
  const near = await nearRows(found.state, found.row, shownNeighbours, slice);
  const known = context.scanner.engine?.latents.shown?.known ?? [];
  const { record, scan } = found;
  // With one's own ordinary data, as the point, the hover and the diagnostic say.
  const outcomes = outcomesOf(scan, context);
  const reading = readSample(record.text, scan.settings);
  if (reading === null || record.summary?.kind !== 'sample') return null;
  const { hash } = record.summary;
  const outcome = outcomes?.get(hash);
  const score = outcome?.kind === 'score' ? outcome.score : null;
  const assessment = score && outcomes && assess(score, outcomes.pack);
  return {
    id: record.id,
    uri: scan.uri,
    version: found.version,
    line: found.line,
    contentHash: hash,
    risk: assessment?.basis === 'trained' ? assessment.risk : null,
    message: messageOf(outcome, assessment, outcomes?.pack ?? null),
    turns: reading.sample.turns.map(({ role, text, trained, rejected }) => {
      return { role, text, trained, rejected };
    }),
    sentence: score?.sentence ?? null,
    features: assessment?.features ?? [],
    neighbours: near.flatMap((each) => describeNeighbour(each, found, context)),
    latents: latentsOf(score, known),
    ignored: context.ignores.find(scan.uri, hash)?.reason ?? null,
  };
}

/** The samples that lie nearest to one, without it; none when its line has changed or has no score. */
export async function mapNearest(
  params: MapNearestParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<MapIds> {
  const found = await findRow(params, context);
  if (found === null) return noIds('The line has changed since the map was drawn.');
  const near = await nearRows(found.state, found.row, params.count, new RequestSlice(token));
  const { id } = found.state.rows;
  const hasScore = (found.state.rows.slots[found.row] ?? -1) >= 0;
  return {
    ids: toBase64(Uint32Array.from(near, ({ row }) => id[row] ?? 0)),
    message: hasScore ? null : 'The sample has no score yet, so nobody knows where it lies.',
  };
}

export function noIds(message: string): MapIds {
  return { ids: '', message };
}

function messageOf(
  outcome: ScoreOutcome | undefined,
  assessment: Assessment | null | undefined,
  pack: Pack | null,
): string {
  if (outcome === undefined || pack === null) return 'This sample waits for its score.';
  if (outcome.kind === 'failure') return `Not scored: ${outcome.failure.message}`;
  const words =
    assessment?.basis === 'trained'
      ? findingMessage(assessment, pack)
      : 'Nothing of this sample is trained on, so it carries no risk.';
  return [words, partlyScored(outcome.score)].filter(Boolean).join(' ');
}

function describeNeighbour(
  { row, cosine }: NearRow,
  { state }: FoundRow,
  context: FeatureContext,
): MapNeighbour[] {
  const found = rowAt(state, row);
  if (found === null || context.scanner.engine === null) return [];
  const { record, scan, line } = found;
  const reading = readSample(record.text, scan.settings);
  const answer = reading?.sample.turns.findLast(({ trained }) => trained);
  const text = (answer ?? reading?.sample.turns.at(-1))?.text ?? '';
  const excerpt = shorten(visible(text.slice(0, 4 * excerptLength).trim()), excerptLength);
  return [{ id: record.id, uri: scan.uri, line, cosine, excerpt }];
}

function latentsOf(
  score: SampleScore | null,
  known: readonly { readonly name: string }[],
): MapLatent[] {
  return (score?.latents ?? []).map(({ id, activation }) => ({
    id,
    name: known[id]?.name ?? '',
    activation,
  }));
}
