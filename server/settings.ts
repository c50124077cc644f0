import { formatIds } from './core/sample.ts';

/**
 * Every setting of Latent Lint, once. The `configuration` section of package.json is checked against this
 * table by a test, and `parse-settings.ts` turns what an editor sends into `Settings`.
 */
export type SettingSpec =
  | { type: 'boolean'; default: boolean; description: string; scope: SettingScope }
  | {
      type: 'number';
      default: number;
      minimum: number;
      maximum: number;
      integer?: true;
      description: string;
      scope: SettingScope;
    }
  | { type: 'string'; default: string; description: string; scope: SettingScope }
  | {
      type: 'enum';
      default: string;
      values: readonly string[];
      description: string;
      scope: SettingScope;
    }
  | { type: 'strings'; default: readonly string[]; description: string; scope: SettingScope };

/** VS Code's scopes: `machine` cannot be set by a workspace. */
export type SettingScope = 'machine' | 'window' | 'resource';

const severities = ['error', 'warning', 'information', 'hint'] as const;

export const settingTable = {
  enable: {
    type: 'boolean',
    default: true,
    scope: 'resource',
    description: 'Score the samples of training files and show the risky ones.',
  },
  run: {
    type: 'enum',
    default: 'onType',
    values: ['onType', 'onSave', 'manual'],
    scope: 'resource',
    description: 'When to score: while you type, when you save, or only when you run the command.',
  },
  'threshold.mode': {
    type: 'enum',
    default: 'absolute',
    values: ['absolute', 'percentile'],
    scope: 'resource',
    description:
      'absolute: flag samples that are riskier than a share of ordinary samples. percentile: flag the riskiest part of the file itself.',
  },
  'threshold.risk': {
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 1,
    scope: 'resource',
    description:
      'With mode absolute: flag samples that are riskier than this share of ordinary samples, for example 0.99. 0 takes the value that the pack recommends.',
  },
  'threshold.filePercentile': {
    type: 'number',
    default: 99,
    minimum: 0,
    maximum: 100,
    scope: 'resource',
    description: 'With mode percentile: flag samples at or above this percentile of the file.',
  },
  'severity.flagged': {
    type: 'enum',
    default: 'warning',
    values: severities,
    scope: 'resource',
    description: 'Severity of a flagged sample.',
  },
  'severity.severe': {
    type: 'enum',
    default: 'error',
    values: severities,
    scope: 'resource',
    description: 'Severity of a sample that is far beyond the threshold.',
  },
  format: {
    type: 'enum',
    default: 'auto',
    values: ['auto', ...formatIds],
    scope: 'resource',
    description: 'The training format of the lines. auto finds it for each line by its content.',
  },
  include: {
    type: 'strings',
    default: ['**/*.jsonl', '**/*.ndjson'],
    scope: 'resource',
    description: 'Files to score, as glob patterns.',
  },
  exclude: {
    type: 'strings',
    default: ['**/*.quarantine.jsonl', '**/.latent-lint/**'],
    scope: 'resource',
    description: 'Files not to score, as glob patterns.',
  },
  decorationsOnly: {
    type: 'boolean',
    default: false,
    scope: 'resource',
    description: 'Mark samples in the editor only and list nothing in the Problems view.',
  },
  maxProblems: {
    type: 'number',
    default: 500,
    minimum: 0,
    maximum: 900,
    integer: true,
    scope: 'resource',
    description:
      'The most findings of a file to list in the Problems view, worst first. The findings view lists all.',
  },
  latents: {
    type: 'number',
    default: 3,
    minimum: 0,
    maximum: 10,
    integer: true,
    scope: 'window',
    description:
      'How many latents of the sparse autoencoder of the pack a hover shows, the most active ones. 0 shows none and scores faster.',
  },
  maxTokens: {
    type: 'number',
    default: 16384,
    minimum: 512,
    maximum: 1048576,
    integer: true,
    scope: 'window',
    description:
      'The most tokens of trained text to score in one sample. What is left out is said on the line.',
  },
  workers: {
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 64,
    integer: true,
    scope: 'machine',
    description: 'How many scoring processes to run. 0 takes half of the processor cores.',
  },
  pack: {
    type: 'string',
    default: '',
    scope: 'machine',
    description:
      'Folder of the pack to score with. Empty takes the pack that comes with the extension.',
  },
} as const satisfies Record<string, SettingSpec>;

export type SettingKey = keyof typeof settingTable;

type ValueOf<S> = S extends { type: 'boolean' }
  ? boolean
  : S extends { type: 'number' }
    ? number
    : S extends { type: 'enum'; values: readonly (infer V)[] }
      ? V
      : S extends { type: 'strings' }
        ? readonly string[]
        : string;

export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settingTable)[K]> };

export const settingSection = 'latentLint';
