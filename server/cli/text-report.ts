import type { Latent } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { NearFeature } from '../core/scoring/assessment.ts';
import { findingMessage, latentWords, ownFindingMessage, percentText } from '../core/wording.ts';
import { painter, type Paint } from './colour.ts';
import type { Finding, Findings } from './findings.ts';
import type { FeatureNearness } from './line-result.ts';
import { toPlainText } from './plain-text.ts';
import { describeSummary, type SummaryOptions } from './text-summary.ts';

export interface TextReportOptions extends SummaryOptions {
  /** What the pack says of its latents, by id; empty when none are shown. */
  readonly latents: readonly Latent[];
  /** Columns of the terminal. */
  readonly width: number;
}

/** Findings, worst first, and a summary; the text of samples cannot control the terminal. */
export function describeFindings(findings: Findings, options: TextReportOptions): string {
  const worst = findings.worst();
  const blocks = worst.map((finding) => describeFinding(finding, options));
  const left = findings.total - worst.length;
  if (left > 0) blocks.push(`And ${left} more; --format json lists all of them.\n`);
  return `${blocks.join('\n')}${blocks.length > 0 ? '\n' : ''}${describeSummary(findings, options)}`;
}

function describeFinding(finding: Finding, options: TextReportOptions): string {
  const { pack, width } = options;
  const paint = painter(options.colour);
  const place = paint('bold', `${toPlainText(finding.file)}:${finding.line}`);
  const risk = paint('red', `risk ${percentText(100 * finding.risk, pack)}`);
  const features = finding.features.map((feature) => withTitle(feature, pack));
  const excerpt = finding.excerpt === '' ? '' : `“${toPlainText(finding.excerpt)}”`;
  const titleWidth = Math.max(0, ...features.map(({ title }) => title.length));
  return [
    `${place}  ${risk}`,
    ...describeReasons(finding, pack).map((message) => `  ${paint('yellow', message)}`),
    ...wrap(excerpt, Math.min(width, 100) - 2).map((line) => `  ${line}`),
    ...features.map((feature) => `  ${describeNearness(feature, titleWidth, options, paint)}`),
    ...describeLatents(finding, options).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** Why the line is flagged: a sentence for its risk, and one for each feature of one's own that flags it. */
function describeReasons(
  { risk, nearest, flaggedByRisk, flaggedBy }: Finding,
  pack: Pack,
): string[] {
  const features = nearest === null ? [] : [withTitle(nearest, pack)];
  return [
    ...(flaggedByRisk ? [findingMessage({ risk, features, basis: 'trained' }, pack)] : []),
    ...flaggedBy.map(({ title, percentile, ordinarySamples }) =>
      ownFindingMessage({ title: toPlainText(title), share: percentile / 100, ordinarySamples }),
    ),
  ];
}

function withTitle(feature: FeatureNearness, pack: Pack): NearFeature {
  const known = pack.features.find(({ id }) => id === feature.id);
  const title = known?.title ?? feature.own?.title ?? feature.id;
  return { ...feature, title: toPlainText(title) };
}

/** One line with the strongest latents, and which features they lie near; none when they were not asked for. */
function describeLatents({ latents }: Finding, options: TextReportOptions): string[] {
  if (latents.length === 0) return [];
  const parts = latents.flatMap(({ id }) => {
    const latent = options.latents[id];
    return latent === undefined ? [] : toPlainText(latentWords(latent, options.pack));
  });
  return wrap(`Latents: ${parts.join('; ')}`, Math.min(options.width, 100) - 2);
}

/** The cosine of a full bar: what the clearest samples reach. */
const fullBar = 0.5;

function describeNearness(
  feature: NearFeature,
  titleWidth: number,
  { pack }: TextReportOptions,
  paint: Paint,
): string {
  const cells = 12;
  const filled = Math.round(cells * Math.min(1, Math.max(0, feature.cosine / fullBar)));
  const bar = '█'.repeat(filled) + paint('dim', '░'.repeat(cells - filled));
  const cosine = feature.cosine.toFixed(2);
  return `${feature.title.padEnd(titleWidth)}  ${bar}  ${percentText(feature.percentile, pack)}, cosine ${cosine}`;
}

/** Breaks text at spaces into lines of at most `width` characters; longer words stay whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  if (text === '') return lines;
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
