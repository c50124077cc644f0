import type { ExampleSign } from '../core/own-features/own-feature.ts';
import { weightZeroEdits } from '../core/weight-zero.ts';
import { clientCommands, serverCommands, type SampleAction } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FeatureContext } from './context.ts';
import type { LineView } from './line-view.ts';
import { quarantineName } from './quarantine.ts';

export type SampleView = Extract<LineView, { contentHash: string }>;

/** A sample that something can be done with. */
interface Target {
  readonly file: FileScan;
  readonly line: number;
  readonly view: SampleView;
  readonly context: FeatureContext;
}

/** Something that can be done with a sample; see `serverCommands` and `clientCommands`. */
interface ActionKind {
  readonly command: string;
  /** In a hover; null when it is offered in the menu only. */
  readonly link: string | null;
  /** In a menu. */
  readonly title: (target: Target) => string;
  readonly applies: (target: Target) => boolean;
  /** The least risk that it is for, where it is for more than this sample. */
  readonly risk?: (target: Target) => number;
}

const isIgnored = ({ view }: Target): boolean => view.ignored !== undefined;

/** Whether the sample can be an example of a feature of one's own. */
const canBeMarked = ({ file, view, context }: Target): boolean =>
  context.abilities.commandLinks &&
  view.kind === 'scored' &&
  view.score.basis === 'trained' &&
  context.own.shelf(file.uri) !== undefined;

/** What the sample is marked as, for the feature that marks go to; without one, for any. */
const marksOf = ({ file, view, context }: Target): readonly ExampleSign[] => {
  const current = context.own.shelf(file.uri)?.current ?? null;
  return context.own
    .marksOf(file.uri, view.contentHash)
    .filter(({ feature }) => current === null || feature.id === current)
    .map(({ sign }) => sign);
};

const kinds: readonly ActionKind[] = [
  {
    command: serverCommands.removeSample,
    link: 'Remove sample',
    title: () => 'Remove this sample',
    applies: (target) => !isIgnored(target),
  },
  {
    command: serverCommands.setWeightZero,
    link: 'Set weight to 0',
    title: () => 'Set the weight of this sample to 0',
    applies: (target) =>
      !isIgnored(target) &&
      weightZeroEdits(target.view.record.text, target.view.reading).length > 0,
  },
  {
    command: serverCommands.quarantine,
    link: 'Move to quarantine',
    title: ({ file }) => `Move this sample to ${quarantineName(file.uri) ?? 'quarantine'}`,
    applies: (target) => !isIgnored(target) && quarantineName(target.file.uri) !== null,
  },
  {
    command: serverCommands.ignore,
    link: 'Ignore…',
    title: () => 'Ignore this sample…',
    applies: (target) =>
      !isIgnored(target) && target.context.ignores.list(target.file.uri) !== undefined,
  },
  {
    command: serverCommands.removeAtOrAbove,
    link: null,
    title: ({ file, view, context }) => {
      const count = context.flagged.countAtOrAbove(file, view.record.risk);
      return `Remove every sample at or above this risk (${count})…`;
    },
    applies: (target) =>
      !isIgnored(target) && target.view.kind === 'scored' && !Number.isNaN(target.view.record.risk),
    risk: ({ view }) => view.record.risk,
  },
  {
    command: serverCommands.stopIgnoring,
    link: 'Stop ignoring',
    title: () => 'Stop ignoring this sample',
    applies: isIgnored,
  },
  {
    command: clientCommands.moreLikeThis,
    link: 'More like this',
    title: () => 'More like this: a feature of your own',
    applies: (target) => canBeMarked(target) && !marksOf(target).includes('positive'),
  },
  {
    command: clientCommands.notLikeThis,
    link: 'Not like this',
    title: () => 'Not like this: a feature of your own',
    applies: (target) => canBeMarked(target) && !marksOf(target).includes('negative'),
  },
  {
    command: clientCommands.takeMarkBack,
    link: 'Take back this mark',
    title: () => 'Take back this mark',
    applies: (target) => target.context.abilities.commandLinks && marksOf(target).length > 0,
  },
  {
    command: clientCommands.showOnMap,
    link: 'Show on the map',
    title: () => 'Show this sample on the map',
    applies: ({ context }) => context.abilities.commandLinks,
  },
];

interface Offer {
  readonly command: string;
  readonly title: string;
  readonly argument: SampleAction;
}

/** What a menu offers for a sample. */
export function menuOffers(target: Target): Offer[] {
  return kinds
    .filter((kind) => kind.applies(target))
    .map((kind) => offer(kind, kind.title(target), target));
}

/** What a hover offers for a sample: the same, as far as it has a place there. */
export function linkOffers(target: Target): Offer[] {
  return kinds.flatMap((kind) =>
    kind.link !== null && kind.applies(target) ? [offer(kind, kind.link, target)] : [],
  );
}

function offer({ command, risk }: ActionKind, title: string, target: Target): Offer {
  const { file, line, view } = target;
  const argument: SampleAction = { uri: file.uri, line, contentHash: view.contentHash };
  return { command, title, argument: risk ? { ...argument, risk: risk(target) } : argument };
}
