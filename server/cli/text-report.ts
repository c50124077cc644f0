import type { Latent } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { NearFeature } from '../core/scoring/assessment.ts';
import { findingMessage, latentWords, ordinaryPart, percentText } from '../core/wording.ts';
import type { Finding, Findings } from './findings.ts';
import type { FeatureNearness, LineResult } from './line-result.ts';
import { toPlainText } from './plain-text.ts';
import { countLines } from './wording.ts';

export interface TextReportOptions {
  readonly pack: Pack;
  /** Least risks that were flagged, 0..1: each of them once. */
  readonly thresholds: readonly number[];
  /** What the pack says of its latents, by id; empty when none are shown. */
  readonly latents: readonly Latent[];
  /** Whether to use colour. */
  readonly colour: boolean;
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
  const message = findingMessage({ risk: finding.risk, features, basis: 'trained' }, pack);
  const excerpt = finding.excerpt === '' ? '' : `“${toPlainText(finding.excerpt)}”`;
  const titleWidth = Math.max(0, ...features.map(({ title }) => title.length));
  return [
    `${place}  ${risk}`,
    `  ${paint('yellow', message)}`,
    ...wrap(excerpt, Math.min(width, 100) - 2).map((line) => `  ${line}`),
    ...features.map((feature) => `  ${describeNearness(feature, titleWidth, options, paint)}`),
    ...describeLatents(finding, options).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function withTitle(feature: FeatureNearness, pack: Pack): NearFeature {
  const known = pack.features.find(({ id }) => id === feature.id);
  const title = known?.title ?? feature.title ?? feature.id;
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

function describeSummary(findings: Findings, options: TextReportOptions): string {
  const paint = painter(options.colour);
  const { byStatus, total, lines } = findings;
  const scored = byStatus.scored + byStatus.ignored;
  const [only, ...others] = options.thresholds;
  const threshold =
    only !== undefined && others.length === 0
      ? `riskier than ${ordinaryPart(only, options.pack)}`
      : 'riskier than the threshold of each file';
  const flagged = `${countLines(total, 'is', 'are')} flagged (${threshold}).`;
  const out = [
    `${countLines(lines, 'was', 'were')} read, ${scored} scored.`,
    paint(total === 0 ? 'green' : 'red', flagged),
  ];
  if (byStatus.ignored > 0) {
    out.push(`${countLines(byStatus.ignored, 'is', 'are')} on the ignore list and never flagged.`);
  }
  if (byStatus.empty > 0) out.push(`${countLines(byStatus.empty, 'is blank', 'are blank')}.`);
  out.push(...describeSkipped(byStatus.invalid, findings.skipped.invalid, invalidWords));
  out.push(
    ...describeSkipped(byStatus.unsupported, findings.skipped.unsupported, unsupportedWords),
  );
  return `${out.join('\n')}\n`;
}

const invalidWords = ['could not be read', 'could not be read'] as const;
const unsupportedWords = ['has no score', 'have no score'] as const;

function describeSkipped(
  count: number,
  examples: readonly LineResult[],
  [one, many]: readonly [string, string],
): string[] {
  if (count === 0) return [];
  const reasons = examples.map(
    ({ file, line, message }) => `  ${toPlainText(file)}:${line}  ${toPlainText(message ?? '')}`,
  );
  const left = count - examples.length;
  return [
    `${countLines(count, one, many)}:`,
    ...reasons,
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
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

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
type Paint = (style: Style, text: string) => string;

const styleCodes: Record<Style, number> = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32 };

function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\x1b[${styleCodes[style]}m${text}\x1b[0m` : text);
}
