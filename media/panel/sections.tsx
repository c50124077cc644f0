import type { VNode } from 'preact';
import type { Section } from './model/page-state.ts';
import type { Source } from './source.ts';
import { CalibrationView } from './views/calibration/calibration-view.tsx';
import { DetailsView } from './views/details/details-view.tsx';
import { FeaturesView } from './views/features/features-view.tsx';
import { HistogramView } from './views/histogram/histogram-view.tsx';
import { OwnFeaturesView } from './views/own-features/own-features-view.tsx';
import { ReviewView } from './views/review/review-view.tsx';
import { SecondOpinionView } from './views/second-opinion/second-opinion-view.tsx';
import { SuperpositionView } from './views/superposition/superposition-view.tsx';
import { WhatIfView } from './views/what-if/what-if-view.tsx';

/** A tab of the side column. */
interface SectionView {
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
  // On a saved map it says why there is nothing.
  ownFeatures: { title: 'My features', View: OwnFeaturesView, isOffered: () => true },
  review: { title: 'Review', View: ReviewView, isOffered: (source) => source.can('borderline') },
  calibration: {
    title: 'Calibration',
    View: CalibrationView,
    isOffered: (source) => source.can('calibration'),
  },
  secondOpinion: {
    title: 'Second opinion',
    View: SecondOpinionView,
    isOffered: (source) => source.can('secondOpinion'),
  },
};
