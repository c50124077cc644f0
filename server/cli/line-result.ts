import type { LatentsShown } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import { maxWarnings } from '../core/read-line.ts';
import type { FormatId, LineReading, Sample } from '../core/sample.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import { assess, type NearFeature } from '../core/scoring/assessment.ts';
import type {
  LatentActivation,
  SampleScore,
  ScoreOutcome,
  TurnRange,
} from '../core/scoring/sample-score.ts';
import { ownNearness, type OwnNearness } from './own-features.ts';

export type LineStatus = 'scored' | 'invalid' | 'unsupported' | 'empty' | 'ignored';

/** What a scan says of one line: the object that `--format json` prints. */
export interface LineResult {
  /** As it was named on the command line. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly status: LineStatus;
  readonly format: FormatId | null;
  /** 0..1; null where there is no score. */
  readonly risk: number | null;
  readonly flagged: boolean;
  /** Whether its risk would flag it without features of one's own; not printed. */
  readonly flaggedByRisk: boolean;
  /** All features of the pack and those of one's own, nearest first; empty where there is no score. */
  readonly features: readonly FeatureNearness[];
  /** The sentence that carries the risk, in UTF-16 offsets of the turn's text. */
  readonly span: (TurnRange & { readonly text: string }) | null;
  /** Tokens of the whole sample; null where there is no score. */
  readonly tokens: number | null;
  /** What is worth knowing about the line, or why it has no score, in one sentence. */
  readonly message: string | null;
  /** The latents that are most active in the sample, strongest first; missing when they were not asked for. */
  readonly latents?: readonly NamedLatent[];
}

export interface NamedLatent extends LatentActivation {
  readonly name: string;
}

export interface FeatureNearness {
  readonly id: string;
  /** -1..1. */
  readonly cosine: number;
  /** Ordinary samples that are further away, in percent, 0..100. */
  readonly percentile: number;
  /** Missing for features of the pack. */
  readonly own?: OwnVerdict;
}

/** What a feature of one's own says of a line. */
export interface OwnVerdict {
  /** Its name; not printed. */
  readonly title: string;
  /** Ordinary samples that its percentiles are known from; not printed. */
  readonly ordinarySamples: number | undefined;
  /** Least share of ordinary samples, 0..1, that a sample is nearer than to be flagged. */
  readonly threshold: number;
  /** Whether it flags the line; never for a line that is not flagged. */
  readonly flagged: boolean;
}

/** Which line it is, and what was wrong with its bytes. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
  /** A sentence about the line's bytes; null when they are fine. */
  readonly note: string | null;
}

/** How a scan judges a score. */
export interface Verdict {
  readonly pack: Pack;
  /** Least risk that is flagged, 0..1. */
  readonly threshold: number;
  /** Ids of features whose risks are not flagged: of samples that lie nearest to one of them. None by default. */
  readonly off?: ReadonlySet<string>;
  /** Whether the user has decided that this sample is fine. */
  readonly ignored: boolean;
  /** Latents to show, and the names of all; null when none are asked for. */
  readonly latents: LatentsShown | null;
  /** Features of one's own to compare with; none by default. */
  readonly own?: readonly OwnFeature[];
}

/** A line that cannot have a score. */
export function withoutScore(
  place: LinePlace,
  status: LineStatus,
  message: string | null,
  format: FormatId | null = null,
): LineResult {
  const { file, line, note } = place;
  const sentences = [note, message].filter((sentence) => sentence !== null);
  return {
    file,
    line,
    status,
    format,
    risk: null,
    flagged: false,
    flaggedByRisk: false,
    features: [],
    span: null,
    tokens: null,
    message: sentences.length === 0 ? null : sentences.join(' '),
  };
}

/** A line that holds a sample, with what the scorer said of it. */
export function withOutcome(
  place: LinePlace,
  reading: Extract<LineReading, { kind: 'sample' }>,
  outcome: ScoreOutcome,
  verdict: Verdict,
): LineResult {
  const { sample } = reading;
  if (outcome.kind === 'failure') {
    return withoutScore(place, 'unsupported', outcome.failure.message, sample.format);
  }
  const { score } = outcome;
  const assessment = assess(score, verdict.pack);
  const { risk } = assessment;
  const mayFlag = !verdict.ignored && score.basis === 'trained';
  const near = score.vectors === undefined ? [] : ownNearness(score.vectors, verdict.own ?? []);
  const own = near.map((each) => ({ ...each, flagged: mayFlag && each.flagged }));
  const isOff = verdict.off?.has(assessment.features[0]?.id ?? '') ?? false;
  const flaggedByRisk = mayFlag && risk >= verdict.threshold && !isOff;
  const sentences = [
    place.note,
    ...withCounts(reading.warnings.map(({ message }) => message)),
    ...describeScore(score),
  ].filter((sentence) => sentence !== null);
  return {
    file: place.file,
    line: place.line,
    status: verdict.ignored ? 'ignored' : 'scored',
    format: sample.format,
    risk,
    flagged: flaggedByRisk || own.some(({ flagged }) => flagged),
    flaggedByRisk,
    features: nearestFirst(assessment.features, own),
    span: quote(sample, score.sentence),
    tokens: score.tokens,
    message: sentences.length === 0 ? null : sentences.join(' '),
    ...(verdict.latents !== null && { latents: nameLatents(score, verdict.latents) }),
  };
}

/** All features, the nearest first; those of one's own with what they say of the line. */
function nearestFirst(
  known: readonly NearFeature[],
  own: readonly OwnNearness[],
): FeatureNearness[] {
  return [
    ...known.map(({ id, cosine, percentile }) => ({ id, cosine, percentile })),
    ...own.map(({ id, cosine, percentile, ...verdict }) => ({
      id,
      cosine,
      percentile,
      own: verdict,
    })),
  ].sort((a, b) => b.cosine - a.cosine);
}

function nameLatents({ latents = [] }: SampleScore, { count, known }: LatentsShown): NamedLatent[] {
  return latents
    .slice(0, count)
    .map(({ id, activation }) => ({ id, name: known[id]?.name ?? '', activation }));
}

/** Each sentence once, with a count if it is there more than once. */
function withCounts(sentences: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const sentence of sentences) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  const least = sentences.length < maxWarnings ? '' : 'at least ';
  return [...counts].map(([sentence, count]) =>
    count === 1 ? sentence : `${sentence.replace(/\.$/, '')} (${least}${count} times).`,
  );
}

function describeScore(score: SampleScore): string[] {
  const sentences: string[] = [];
  if (score.basis === 'display') {
    sentences.push(
      'Nothing in this sample is trained, so its risk is 0; the features describe the answer that is not trained.',
    );
  }
  if (score.scoredTokens < score.trainedTokens) {
    sentences.push(
      `Only ${score.scoredTokens} of ${score.trainedTokens} trained tokens were scored (option --max-tokens).`,
    );
  }
  return sentences;
}

function quote(sample: Sample, range: TurnRange | null): LineResult['span'] {
  const turn = range === null ? undefined : sample.turns[range.turn];
  if (range === null || turn === undefined) return null;
  const { start, end } = range;
  return { turn: range.turn, start, end, text: turn.text.slice(start, end) };
}
