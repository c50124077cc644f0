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

/** A marked line whose content hash is `h` and its number. */
export function example(
  line: number | null,
  sign: OwnExampleView['sign'] = 'positive',
  odd = false,
): OwnExampleView {
  return { contentHash: `h${line ?? ''}`, sign, line, excerpt: '', odd };
}

export function own(
  features: readonly OwnFeatureView[],
  current: string | null = null,
): OwnFeatures {
  return { features, current, undo: null, problems: [] };
}
