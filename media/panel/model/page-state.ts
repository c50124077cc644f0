import type { ProjectionChoice } from '../../../server/map-protocol.ts';
import type { PlotTool, Viewport } from '../plot/scene.ts';
import { parseSplit, type Split } from './split.ts';

const plainColours = [
  'risk',
  'nearest',
  'format',
  'role',
  'topic',
  'length',
  'duplicates',
  'ignored',
  'file',
] as const;
const plainSizes = ['same', 'risk', 'length'] as const;
export const sections = [
  'details',
  'features',
  'histogram',
  'whatIf',
  'superposition',
  'ownFeatures',
  'review',
  'calibration',
  'secondOpinion',
] as const;
const sortColumns = ['line', 'risk', 'nearest', 'tokens', 'format', 'topic', 'selected'] as const;
const tools = ['pan', 'rectangle', 'lasso'] as const;
export const renderers = ['auto', 'webgl', 'canvas'] as const;
const views = ['map', 'table'] as const;

export type ColourBy =
  | { readonly kind: (typeof plainColours)[number] }
  | { readonly kind: 'feature'; readonly id: string };
export type SizeBy =
  | { readonly kind: (typeof plainSizes)[number] }
  | { readonly kind: 'feature'; readonly id: string };
export type Section = (typeof sections)[number];
export type SortColumn = (typeof sortColumns)[number];
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}
export interface SearchText {
  readonly text: string;
  readonly regularExpression: boolean;
  readonly matchCase: boolean;
}

/** What the page shows and what outlives it: it is there again after a reload of the window. */
export interface PageState {
  readonly projection: ProjectionChoice;
  readonly colourBy: ColourBy;
  readonly sizeBy: SizeBy;
  /** Keys of the legend's entries that are left out. */
  readonly hidden: readonly string[];
  /** Null shows everything. */
  readonly viewport: Viewport | null;
  readonly tool: PlotTool;
  readonly renderer: (typeof renderers)[number];
  readonly view: (typeof views)[number];
  readonly section: Section;
  readonly split: Split;
  readonly sort: Sort;
  readonly search: SearchText;
  /** As `keysOf` in `sample-keys.ts` writes it. */
  readonly selection: string;
  /** The same, of one sample; '' for none. */
  readonly focus: string;
}

export const defaultState: PageState = {
  projection: { kind: 'harm' },
  colourBy: { kind: 'risk' },
  sizeBy: { kind: 'same' },
  hidden: [],
  viewport: null,
  tool: 'pan',
  renderer: 'auto',
  view: 'map',
  section: 'details',
  split: { beside: null, below: null },
  sort: { column: 'risk', descending: true },
  search: { text: '', regularExpression: false, matchCase: false },
  selection: '',
  focus: '',
};

/** What of the state stands when something of it changes: other colours have another legend. */
export function changedState(state: PageState, patch: Partial<PageState>): PageState {
  const next = { ...state, ...patch };
  if (patch.colourBy !== undefined && !same(patch.colourBy, state.colourBy)) {
    return { ...next, hidden: patch.hidden ?? [], ...freshViewport(state, patch) };
  }
  return { ...next, ...freshViewport(state, patch) };
}

/** A state may be of another pack: what goes by a feature that there is not goes by risk or by nothing. */
export function knownState(state: PageState, featureIds: readonly string[]): PageState {
  const isKnown = (by: ColourBy | SizeBy) => by.kind !== 'feature' || featureIds.includes(by.id);
  if (isKnown(state.colourBy) && isKnown(state.sizeBy)) return state;
  const colourBy = isKnown(state.colourBy) ? state.colourBy : defaultState.colourBy;
  const sizeBy = isKnown(state.sizeBy) ? state.sizeBy : defaultState.sizeBy;
  return changedState(state, { colourBy, sizeBy });
}

/** A state from anywhere: what is missing or wrong is as in `defaultState`. */
export function parsePageState(value: unknown): PageState {
  const given = asRecord(value);
  const search = asRecord(given['search']);
  const sort = asRecord(given['sort']);
  return {
    projection: parseProjection(given['projection']),
    colourBy: parseKind(given['colourBy'], plainColours, defaultState.colourBy),
    sizeBy: parseKind(given['sizeBy'], plainSizes, defaultState.sizeBy),
    hidden: Array.isArray(given['hidden']) ? given['hidden'].filter(isText) : [],
    viewport: parseViewport(given['viewport']),
    tool: oneOf(tools, given['tool'], defaultState.tool),
    renderer: oneOf(renderers, given['renderer'], defaultState.renderer),
    view: oneOf(views, given['view'], defaultState.view),
    section: oneOf(sections, given['section'], defaultState.section),
    split: parseSplit(given['split']),
    sort: {
      column: oneOf(sortColumns, sort['column'], defaultState.sort.column),
      descending: sort['descending'] !== false,
    },
    search: {
      text: asText(search['text']),
      regularExpression: search['regularExpression'] === true,
      matchCase: search['matchCase'] === true,
    },
    selection: asText(given['selection']),
    focus: asText(given['focus']),
  };
}

function freshViewport(state: PageState, patch: Partial<PageState>): { viewport?: null } {
  const moved = patch.projection !== undefined && !same(patch.projection, state.projection);
  return moved && patch.viewport === undefined ? { viewport: null } : {};
}

function parseProjection(value: unknown): ProjectionChoice {
  const { kind, x, y } = asRecord(value);
  if (kind === 'pca' || kind === 'umap') return { kind };
  if (kind === 'features' && isText(x) && isText(y)) return { kind, x, y };
  return defaultState.projection;
}

function parseKind<K extends string>(
  value: unknown,
  plain: readonly K[],
  fallback: { readonly kind: K } | { readonly kind: 'feature'; readonly id: string },
): { readonly kind: K } | { readonly kind: 'feature'; readonly id: string } {
  const { kind, id } = asRecord(value);
  if (kind === 'feature' && isText(id)) return { kind, id };
  const found = plain.find((name) => name === kind);
  return found === undefined ? fallback : { kind: found };
}

function parseViewport(value: unknown): Viewport | null {
  const { x, y, scale } = asRecord(value);
  if (!isFinite(x) || !isFinite(y) || !isFinite(scale) || scale <= 0) return null;
  return { x, y, scale };
}

function oneOf<T extends string>(names: readonly T[], value: unknown, fallback: T): T {
  return names.find((name) => name === value) ?? fallback;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asText(value: unknown): string {
  return isText(value) ? value : '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
