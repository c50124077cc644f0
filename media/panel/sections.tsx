import type { VNode } from 'preact';
import type { Section } from './model/page-state.ts';
import type { Source } from './source.ts';

/** A tab of the side column. */
export interface SectionView {
  readonly title: string;
  /** Draws it inside `PageProvider`; only the tab that is open exists. */
  readonly View: () => VNode;
  /** Whether there is such a tab: a saved state cannot answer everything. */
  isOffered(source: Source): boolean;
}

/** The tabs by their names in the state, in the order of `sections`. */
export const sectionViews: Readonly<Partial<Record<Section, SectionView>>> = {};
