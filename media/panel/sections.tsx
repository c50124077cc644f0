import type { VNode } from 'preact';
import type { Section } from './model/page-state.ts';
import type { Source } from './source.ts';
import { DetailsView } from './views/details/details-view.tsx';
import { FeaturesView } from './views/features/features-view.tsx';
import { HistogramView } from './views/histogram/histogram-view.tsx';
import { SuperpositionView } from './views/superposition/superposition-view.tsx';
import { WhatIfView } from './views/what-if/what-if-view.tsx';

/** A tab of the side column. */
export interface SectionView {
  readonly title: string;
  /** Draws it inside `PageProvider`; only the tab that is open exists. */
  readonly View: () => VNode;
  /** Whether there is such a tab: a saved state cannot answer everything. */
  isOffered(source: Source): boolean;
}

/** The tabs by their names in the state, in the order of `sections`. */
export const sectionViews: Readonly<Record<Section, SectionView>> = {
  details: { title: 'Details', View: DetailsView, isOffered: () => true },
  features: { title: 'Features', View: FeaturesView, isOffered: () => true },
  histogram: { title: 'Threshold', View: HistogramView, isOffered: () => true },
  whatIf: { title: 'What if', View: WhatIfView, isOffered: (source) => source.can('whatIf') },
  superposition: {
    title: 'Superposition',
    View: SuperpositionView,
    isOffered: (source) => source.can('superposition'),
  },
};
