import type {
  OwnExampleView,
  OwnFeatures,
  OwnFeatureView,
} from '../../../server/own-feature-protocol.ts';

/** A feature as the server tells of it. */
export function feature(id: string, more: Partial<OwnFeatureView> = {}): OwnFeatureView {
  return {
    id,
    title: id,
    why: '',
    who: '',
    made: '',
    enabled: true,
    threshold: 0.99,
    severity: 'warning',
    examples: [],
    separation: null,
    sentences: [],
    warnings: [],
    nearest: [],
    flagged: 0,
    histogram: { file: [], ordinary: [] },
    top: [],
    ...more,
  };
}

/** A marked sample on these lines; its content hash is `h` and the numbers of them. */
export function example(
  lines: number | readonly number[],
  sign: OwnExampleView['sign'] = 'positive',
  odd = false,
): OwnExampleView {
  const all = typeof lines === 'number' ? [lines] : lines;
  return { contentHash: `h${all.join('-')}`, sign, lines: all, excerpt: '', odd };
}

export function own(
  features: readonly OwnFeatureView[],
  current: string | null = null,
): OwnFeatures {
  return { features, current, undo: null, problems: [] };
}
