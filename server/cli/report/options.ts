import { parseArgs } from 'node:util';
import type { ProjectionChoice } from '../../map-protocol.ts';
import { CannotDo } from '../cannot-do.ts';

export interface ReportOptions {
  /** At least one. */
  readonly files: readonly string[];
  readonly output: string;
  readonly projection: ProjectionChoice;
  /** The most samples whose text goes into the report, riskiest first. */
  readonly samples: number;
  /** Folder of the pack; null takes the one that comes with the program. */
  readonly pack: string | null;
  /** Folder in which scores are kept; null keeps them in memory. */
  readonly store: string | null;
}

const mostSamples = 100_000;

/** @throws {CannotDo} with one sentence when an option is unknown or has no sensible value. */
export function parseReportOptions(args: readonly string[]): ReportOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new CannotDo('Name at least one file to report on.');
  const { output, samples = '1000', pack, store } = values;
  if (output === undefined || output === '') {
    throw new CannotDo('Say where the report goes: -o report.html.');
  }
  const count = Number(samples);
  if (samples.trim() === '' || !Number.isInteger(count) || count < 0 || count > mostSamples) {
    throw new CannotDo(
      `--samples takes a whole number from 0 to ${mostSamples}, not '${samples}'.`,
    );
  }
  return {
    files: positionals,
    output,
    projection: projectionOf(values.projection ?? 'pca'),
    samples: count,
    pack: pack ?? null,
    store: store ?? null,
  };
}

function projectionOf(name: string): ProjectionChoice {
  if (name === 'pca' || name === 'umap') return { kind: name };
  throw new CannotDo(`--projection takes pca or umap, not '${name}'.`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string', short: 'o' },
        projection: { type: 'string' },
        samples: { type: 'string' },
        pack: { type: 'string' },
        store: { type: 'string' },
      },
    });
  } catch (error) {
    const [sentence = ''] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new CannotDo(`${sentence.replace(/\.$/, '')}. See latent-lint help.`);
  }
}
