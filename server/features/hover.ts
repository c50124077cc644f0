import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver';
import type { Pack } from '../core/pack/pack.ts';
import type { NearFeature } from '../core/scoring/assessment.ts';
import {
  knownFrom,
  latentWords,
  ordinaryPart,
  ownFindingMessage,
  partlyScored,
  percentText,
} from '../core/wording.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FeatureContext } from './context.ts';
import { escapeMarkdown, shorten } from './escape-markdown.ts';
import { lineRange, rangeText } from './finding-details.ts';
import { viewLine, type LineView } from './line-view.ts';
import { lineRangeOf } from './diagnostics.ts';
import { outcomesOf } from './outcomes-of.ts';
import { linkOffers, type SampleView } from './sample-actions.ts';

type ScoredView = Extract<LineView, { kind: 'scored' }>;

const rows = 5;
const barCells = 10;
const phraseLength = 160;

/** What the model makes of the line under the pointer, as markdown; also on lines that are not flagged. */
export function hover(params: HoverParams, context: FeatureContext): Hover | null {
  const file = context.scanner.files.get(params.textDocument.uri);
  const { line, character } = params.position;
  const view = file && viewLine(file, line, context);
  if (!file || !view || view.kind === 'empty' || view.kind === 'off') return null;
  if (!('contentHash' in view)) return markdown([stateSentence(view)]);
  const offers = context.abilities.commandLinks ? linkOffers({ file, line, view, context }) : [];
  // The links come before the table: an editor shows some 250 pixels of a hover and scrolls the rest.
  const blocks = [
    ignoredSentence(view),
    view.kind === 'scored' ? headline(view, file, context) : stateSentence(view),
    view.kind === 'scored' ? ownSentences(view) : '',
    markSentence(view, file, context),
    links(offers),
    view.kind === 'scored' ? scoreBlocks(view, file, context) : '',
  ];
  const range = lineRange(view.reading, view.kind === 'scored' ? view.score.sentence : null);
  // Editors show no hover whose range does not hold the pointer.
  const holds = range.start <= character && character <= range.end;
  return { ...markdown(blocks), ...(holds && { range: lineRangeOf(line, range) }) };
}

function markdown(blocks: readonly string[]): Hover {
  const value = blocks.filter((block) => block !== '').join('\n\n');
  return { contents: { kind: MarkupKind.Markdown, value } };
}

function stateSentence(view: Exclude<LineView, { kind: 'scored' }>): string {
  switch (view.kind) {
    case 'invalid':
      return `Not scored: ${escapeMarkdown(view.message)}`;
    case 'unsupported':
      return `Not scored: ${escapeMarkdown(view.message)}`;
    case 'failed':
      return `Not scored: ${escapeMarkdown(view.failure.message)}`;
    case 'unread':
    case 'waiting':
      return 'This sample waits for its score.';
    case 'empty':
    case 'off':
      return '';
  }
}

function ignoredSentence({ ignored }: SampleView): string {
  if (ignored === undefined) return '';
  const reason = escapeMarkdown(shorten(ignored.reason, phraseLength));
  return reason === '' ? 'This sample is ignored.' : `This sample is ignored: ${reason}`;
}

/** Features of one's own that flag the line. */
function ownSentences({ record }: ScoredView): string {
  return record.own.map((flag) => escapeMarkdown(ownFindingMessage(flag))).join('\n\n');
}

function markSentence(
  { contentHash }: SampleView,
  { uri }: FileScan,
  { own }: FeatureContext,
): string {
  const marks = own.marksOf(uri, contentHash).map(({ feature, sign }) => {
    const words = sign === 'positive' ? 'more like this' : 'not like this';
    return `Marked “${words}” for “${escapeMarkdown(feature.title)}”.`;
  });
  return marks.join(' ');
}

function scoreBlocks(view: ScoredView, file: FileScan, context: FeatureContext): string {
  const { score, assessment, reading, contentHash } = view;
  const outcomes = outcomesOf(file, context);
  if (outcomes === undefined) return '';
  const nearest = assessment.features[0];
  const meaning = outcomes.pack.features.find(({ id }) => id === nearest?.id);
  const phrase = rangeText(reading, score.phrase);
  const example = meaning?.examples[0];
  return [
    score.basis === 'display' ? 'Its untrained text lies here:' : 'Nearest features:',
    table(nearestRows(assessment.features, context.own.near(file.uri, contentHash), outcomes.pack)),
    phrase.trim() === '' ? '' : `Weighs most: “${escapeMarkdown(shorten(phrase, phraseLength))}”`,
    meaning === undefined
      ? ''
      : `**${escapeMarkdown(meaning.title)}**: ${escapeMarkdown(meaning.description)}`,
    example === undefined ? '' : `For example: “${escapeMarkdown(example)}”`,
    latentSentence(view, context),
    escapeMarkdown(partlyScored(score)),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The latents that came with the score, as many as the setting says; '' when it came with none. */
function latentSentence({ score }: ScoredView, { scanner }: FeatureContext): string {
  const { engine } = scanner;
  const shown = engine?.latents.shown;
  if (!engine || !shown || !score.latents) return '';
  const words = score.latents.slice(0, shown.count).flatMap(({ id }) => {
    const latent = shown.known[id];
    return latent === undefined ? [] : escapeMarkdown(latentWords(latent, engine.outcomes.pack));
  });
  return words.length === 0 ? '' : `Strongest latents: ${words.join('; ')}`;
}

function headline(
  { assessment, score }: ScoredView,
  file: FileScan,
  context: FeatureContext,
): string {
  const pack = outcomesOf(file, context)?.pack;
  if (pack === undefined) return '';
  return score.basis === 'display'
    ? 'Nothing of this sample is trained on, so it carries no risk.'
    : `Riskier than **${ordinaryPart(assessment.risk, pack)}**.`;
}

interface Row {
  /** Markdown. */
  readonly title: string;
  readonly cosine: number;
  readonly percentile: string;
}

/** The nearest features, of the pack and of one's own; the latter are marked. */
function nearestRows(
  known: readonly NearFeature[],
  own: ReturnType<FeatureContext['own']['near']>,
  pack: Pack,
): Row[] {
  const all = [
    ...known.map(({ title, cosine, percentile }) => ({
      title: escapeMarkdown(title),
      cosine,
      percentile: percentText(percentile, pack),
    })),
    ...own.map(({ feature, cosine, share }) => ({
      title: `★ ${escapeMarkdown(feature.title)} (your own)`,
      cosine,
      percentile: percentText(100 * share, knownFrom(feature.calibration.samples)),
    })),
  ];
  return all.sort((a, b) => b.cosine - a.cosine).slice(0, rows);
}

function table(features: readonly Row[]): string {
  const top = Math.max(0.5, features[0]?.cosine ?? 0);
  const lines = features.map(
    ({ title, cosine, percentile }) =>
      `| ${title} | \`${bar(cosine / top)}\` | ${cosine.toFixed(2)} | ${percentile} |`,
  );
  return ['| Feature | | Cosine | Percentile |', '|:--|:--|--:|--:|', ...lines].join('\n');
}

/** A bar of block characters, in eighths of a cell; `share` is 0..1. */
function bar(share: number): string {
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * barCells * 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  const part = ' ▏▎▍▌▋▊▉'[eighths % 8] ?? '';
  return (full + part).trimEnd().padEnd(barCells, '\u2007');
}

function links(offers: ReturnType<typeof linkOffers>): string {
  return offers
    .map(({ title, command, argument }) => {
      // Parentheses, which `encodeURIComponent` leaves as they are, would end the link.
      const given = encodeURIComponent(JSON.stringify([argument])).replace(
        /[()]/g,
        (mark) => `%${mark.charCodeAt(0).toString(16)}`,
      );
      return `[${title}](command:${command}?${given})`;
    })
    .join(' · ');
}
