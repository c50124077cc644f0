import type { CancellationToken } from 'vscode-languageserver';
import type { AgreementTable } from '../../core/exchange/agreement-table.ts';
import type { Keywords } from '../../core/keywords/keywords.ts';
import { largestValues } from '../../core/map/largest-values.ts';
import type {
  Opinion,
  OwnRanked,
  SecondOpinion,
  SecondOpinionParams,
} from '../../own-feature-protocol.ts';
import type { Projector } from '../../projection/projector.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import type { FeatureContext } from '../context.ts';
import { outcomesOf } from '../outcomes-of.ts';
import { thresholdOf } from '../map/summary.ts';
import { RequestSlice } from '../map/slices.ts';
import { excerptOf } from './excerpt.ts';
import { OpinionColumns } from './opinion-columns.ts';
import { KeywordScores } from './opinion-scores.ts';
import { sentenceOf } from './shelf.ts';

const mostListed = 50;

/** A line with its risk. */
interface RiskyLine {
  readonly file: FileScan;
  readonly line: number;
  readonly record: LineRecord;
  readonly outcomes: Outcomes;
  /** How far its risk is above the threshold of its file, so that files with others compare: 0 is at it. */
  readonly above: number;
}

/** Other ways to judge the samples beside the risk: the pack's classifier of words, and scores of other tools. */
export class SecondOpinions {
  readonly #projector: Pick<Projector, 'run'>;
  readonly #keywords = new KeywordScores();
  readonly #imported = new OpinionColumns();

  constructor(projector: Pick<Projector, 'run'>) {
    this.#projector = projector;
  }

  async answer(
    { uris, importPath, forget }: SecondOpinionParams,
    context: FeatureContext,
    token: CancellationToken,
  ): Promise<SecondOpinion> {
    const files = uris.flatMap((uri) => context.scanner.files.get(uri) ?? []);
    const [first] = files;
    if (first === undefined) {
      return { opinions: [], message: 'The file is not open any more.', problems: [] };
    }
    const forgotten = forget === null ? null : await this.#imported.forget(forget, files, context);
    const added = importPath === null ? null : await this.#imported.add(importPath, first, context);
    const message = forgotten ?? added;
    const { byFile, problems } = await this.#imported.of(files, context);
    const { engine } = context.scanner;
    if (engine === null) {
      return { opinions: [], message: message ?? 'The model is not loaded yet.', problems };
    }
    const slice = new RequestSlice(token);
    const lines = await riskyLines(files, context, slice);
    const opinions: Opinion[] = [];
    const keywords = await engine.features.keywords().catch(sentenceOf);
    if (keywords !== null && typeof keywords !== 'string') {
      opinions.push(await this.#byKeywords(keywords, lines, slice));
    }
    const names = new Set([...byFile.values()].flatMap((columns) => [...columns.keys()]));
    for (const name of names) {
      const scoreOf = ({ file, record: { summary } }: RiskyLine): number =>
        (summary?.kind === 'sample' ? byFile.get(file)?.get(name)?.get(summary.hash) : null) ?? NaN;
      opinions.push(await this.#byImport(name, lines, scoreOf, slice));
    }
    const unread = typeof keywords === 'string' ? keywords : null;
    return { opinions, message: message ?? unread, problems };
  }

  async #byKeywords(
    keywords: Keywords,
    lines: readonly RiskyLine[],
    slice: RequestSlice,
  ): Promise<Opinion> {
    const scores = new Float64Array(lines.length);
    for (const [at, { record, file }] of lines.entries()) {
      scores[at] = this.#keywords.of(record, file, keywords);
      await slice.rest();
    }
    return this.#compare(lines, scores, {
      id: 'keywords',
      title: 'Keywords',
      words: 'A classifier of words and pairs of words that knows nothing of the model.',
    });
  }

  async #byImport(
    name: string,
    lines: readonly RiskyLine[],
    scoreOf: (line: RiskyLine) => number,
    slice: RequestSlice,
  ): Promise<Opinion> {
    const scores = new Float64Array(lines.length);
    for (const [at, line] of lines.entries()) {
      scores[at] = scoreOf(line);
      await slice.rest();
    }
    const words = `Scores that were imported from ${name}; higher counts as worse.`;
    return this.#compare(lines, scores, { id: name, title: name, words });
  }

  async #compare(
    all: readonly RiskyLine[],
    allScores: Float64Array,
    { id, title, words }: { readonly id: string; readonly title: string; readonly words: string },
  ): Promise<Opinion> {
    const known = [...allScores.keys()].filter((at) => !Number.isNaN(allScores[at]));
    const lines = known.flatMap((at) => all[at] ?? []);
    const scores = Float64Array.from(known, (at) => allScores[at] ?? NaN);
    const above = Float64Array.from(lines, (line) => line.above);
    const table = await this.#projector.run({ kind: 'agreement', above, opinion: scores });
    const { samples, both, geometryOnly, opinionOnly, neither, correlation, kappa } = table;
    const rest =
      samples === all.length ? '' : ` ${all.length - samples} samples have no score of it.`;
    return {
      ...{ id, title, samples, both, geometryOnly, opinionOnly, neither, correlation, kappa },
      geometryOnlySamples: listed(lines, above, (at) => isGeometryOnly(at, above, scores, table)),
      opinionOnlySamples: listed(lines, scores, (at) => isOpinionOnly(at, above, scores, table)),
      message: `${words} It counts as a finding where it is as strong as in the ${both + opinionOnly} strongest samples; the risk flags ${both + geometryOnly}.${rest}`,
    };
  }
}

async function riskyLines(
  files: readonly FileScan[],
  context: FeatureContext,
  slice: RequestSlice,
): Promise<RiskyLine[]> {
  const found: RiskyLine[] = [];
  for (const file of files) {
    const outcomes = outcomesOf(file, context);
    if (outcomes === undefined) continue;
    const { threshold } = thresholdOf(file, outcomes.pack, context);
    for (const [line, record] of file.lines.entries()) {
      if (Number.isNaN(record.risk)) continue;
      found.push({ file, line, record, outcomes, above: record.risk - threshold });
      await slice.rest();
    }
  }
  return found;
}

function isGeometryOnly(
  at: number,
  above: Float64Array,
  scores: Float64Array,
  table: AgreementTable,
): boolean {
  return (above[at] ?? -1) >= 0 && !((scores[at] ?? NaN) >= table.opinionThreshold);
}

function isOpinionOnly(
  at: number,
  above: Float64Array,
  scores: Float64Array,
  table: AgreementTable,
): boolean {
  return !((above[at] ?? -1) >= 0) && (scores[at] ?? NaN) >= table.opinionThreshold;
}

/** The samples that belong, those with the greatest values first. */
function listed(
  lines: readonly RiskyLine[],
  values: Float64Array,
  belongs: (at: number) => boolean,
): OwnRanked[] {
  const wanted = values.map((value, at) => (belongs(at) ? value : NaN));
  return Array.from(largestValues(wanted, mostListed)).flatMap((at) => {
    const found = lines[at];
    if (found?.record.summary?.kind !== 'sample') return [];
    const { file, line, record, outcomes } = found;
    const outcome = outcomes.get(found.record.summary.hash);
    return {
      id: record.id,
      uri: file.uri,
      line,
      contentHash: found.record.summary.hash,
      cosine: outcome?.kind === 'score' ? outcome.score.riskCosine : NaN,
      percentile: 100 * record.risk,
      excerpt: excerptOf(record, file),
    };
  });
}
