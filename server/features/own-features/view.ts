import { figureWords } from '../../core/own-features/figure-words.ts';
import type { FeatureSpace } from '../../core/own-features/fit-feature.ts';
import { nearestFeatures } from '../../core/own-features/agreement.ts';
import { leastCosine, nearnessAt } from '../../core/own-features/nearness.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import { rowCosines } from '../../core/own-features/unit-rows.ts';
import type {
  OwnExampleView,
  OwnFeatures,
  OwnFeaturesParams,
  OwnFeatureView,
} from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { FeatureContext } from '../context.ts';
import { excerptOf } from './excerpt.ts';
import type { Ranking } from './file-ranks.ts';
import { placeOf } from './place-of.ts';
import { cosinesByLine, nearestLines } from './ranked.ts';
import type { ShelfFeature } from './shelf.ts';

/** Lines between two looks at the clock. */
const step = 1024;
const bins = 40;
const shownLines = 10;
const shownFeatures = 5;

/** The features that count for a file, and what each finds in it. */
export async function ownFeatures(
  { uri }: OwnFeaturesParams,
  context: FeatureContext,
): Promise<OwnFeatures> {
  const place = placeOf(uri, context);
  if (typeof place === 'string')
    return { features: [], current: null, undo: null, problems: [place] };
  const { file, shelf, engine } = place;
  const ranking = await context.own.rank(file);
  const space = shelf.features.length === 0 || engine === null ? null : await spaceOf(engine);
  const features: OwnFeatureView[] = [];
  for (const each of shelf.features) {
    features.push(await viewOf(each, { file, engine, ranking, space }));
  }
  const { problems, current, history } = shelf;
  return { features, current, undo: history.words, problems };
}

interface Surroundings {
  readonly file: FileScan;
  readonly engine: ScanEngine | null;
  readonly ranking: Ranking | null;
  readonly space: FeatureSpace | null;
}

async function viewOf(
  { feature, remade }: ShelfFeature,
  { file, engine, ranking, space }: Surroundings,
): Promise<OwnFeatureView> {
  const slice = new TimeSlice();
  const { id, title, why, who, made, enabled, threshold, severity, figures } = feature;
  const titles = new Map(engine?.outcomes.pack.features.map((each) => [each.id, each.title]) ?? []);
  const words = wordsOf(feature, remade, titles);
  const byLine = ranking && cosinesByLine(ranking, feature);
  if (slice.over) await slice.rest();
  const found = await count(feature, byLine ?? new Float64Array(), slice);
  const examples = await examplesOf(feature, file, slice);
  if (slice.over) await slice.rest();
  const ordinary = ordinaryHistogram(feature, space);
  if (slice.over) await slice.rest();
  return {
    ...{ id, title, why, who, made, enabled, threshold, severity },
    ...words,
    examples,
    separation: figures?.separation ?? null,
    nearest: nearestTo(feature, space, titles),
    flagged: found.flagged,
    histogram: { file: found.histogram, ordinary },
    top:
      ranking === null || byLine === null
        ? []
        : nearestLines(file, feature, ranking, byLine, shownLines),
  };
}

function wordsOf(
  { figures, method, threshold, title, pack }: OwnFeature,
  remade: boolean,
  titles: ReadonlyMap<string, string>,
): Pick<OwnFeatureView, 'sentences' | 'warnings'> {
  const again = `“${title}” was made for the pack ${pack.name}, and made again from its examples for this one.`;
  const before = remade ? [again] : [];
  if (figures !== null) {
    const { sentences, warnings } = figureWords(figures, threshold, titles);
    return { sentences: [...before, ...warnings, ...sentences], warnings };
  }
  const unknown =
    method === 'imported'
      ? 'It was imported, so nothing is known of how well it finds.'
      : 'How sure it is is being worked out.';
  return { sentences: [...before, unknown], warnings: [] };
}

async function count(
  feature: OwnFeature,
  byLine: Float64Array,
  slice: TimeSlice,
): Promise<{ readonly flagged: number; readonly histogram: number[] }> {
  const least = leastCosine(feature);
  const histogram = emptyBins();
  let flagged = 0;
  for (let line = 0; line < byLine.length; line += 1) {
    if (line % step === 0 && slice.over) await slice.rest();
    const cosine = byLine[line] ?? NaN;
    if (Number.isNaN(cosine)) continue;
    const bin = binOf(cosine);
    histogram[bin] = (histogram[bin] ?? 0) + 1;
    if (cosine >= least && nearnessAt(feature, cosine).reaches) flagged += 1;
  }
  return { flagged, histogram };
}

function ordinaryHistogram({ direction }: OwnFeature, space: FeatureSpace | null): number[] {
  const histogram = emptyBins();
  if (space === null) return histogram;
  const { answers, weights } = space.ordinary;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  rowCosines(answers, direction).forEach((cosine, row) => {
    const bin = binOf(cosine);
    histogram[bin] = (histogram[bin] ?? 0) + (weights[row] ?? 0) / total;
  });
  return histogram;
}

function nearestTo(
  { direction }: OwnFeature,
  space: FeatureSpace | null,
  titles: ReadonlyMap<string, string>,
): OwnFeatureView['nearest'] {
  if (space === null) return [];
  const { directions, featureIds, ordinary } = space;
  const { width } = ordinary.answers;
  const known = { count: directions.length / width, width, values: directions };
  return nearestFeatures(direction, known, featureIds, shownFeatures).map(({ id, cosine }) => {
    return { id, title: titles.get(id) ?? id, cosine };
  });
}

/** Where a file holds a sample. */
interface Found {
  readonly lines: number[];
  excerpt: string;
}

async function examplesOf(
  { examples, figures }: OwnFeature,
  file: FileScan,
  slice: TimeSlice,
): Promise<OwnExampleView[]> {
  const found = new Map<string, Found>(
    examples.map(({ contentHash }) => [contentHash, { lines: [], excerpt: '' }]),
  );
  for (const [line, record] of file.lines.entries()) {
    if (line % step === 0 && slice.over) await slice.rest();
    const { summary } = record;
    const one = summary?.kind === 'sample' ? found.get(summary.hash) : undefined;
    if (one === undefined) continue;
    if (one.lines.length === 0) one.excerpt = excerptOf(record, file);
    one.lines.push(line);
  }
  return examples.map(({ contentHash, sign }) => {
    const { lines, excerpt } = found.get(contentHash) ?? { lines: [], excerpt: '' };
    const odd = figures?.oddOnes.includes(contentHash) ?? false;
    return { contentHash, sign, lines, excerpt, odd };
  });
}

/** Null when the pack cannot be compared with; then there are no features that fit it either. */
async function spaceOf({ features }: ScanEngine): Promise<FeatureSpace | null> {
  return features.space().catch(() => null);
}

function emptyBins(): number[] {
  return new Array<number>(bins).fill(0);
}

/** From -1 to 1 in equal steps; 1 belongs to the last. */
function binOf(cosine: number): number {
  return Math.min(bins - 1, Math.floor(((cosine + 1) / 2) * bins));
}
