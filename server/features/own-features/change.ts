import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import { percentText } from '../../core/wording.ts';
import type { ChoiceResult } from '../../map-work-protocol.ts';
import type { ChangeFeatureParams, OwnFeaturesParams } from '../../own-feature-protocol.ts';
import type { FeatureContext } from '../context.ts';
import { messageOnceShown, whyNotChanged } from './failed-change.ts';
import { today } from './mark.ts';
import { placeOf, type OwnPlace } from './place-of.ts';
import type { Shelf } from './shelf.ts';

type Change = ChangeFeatureParams['change'];

/** Changes what people say of a feature, removes it, or lets marks go to it. */
export async function changeFeature(
  { uri, featureId, change }: ChangeFeatureParams,
  context: FeatureContext,
): Promise<ChoiceResult> {
  return withShelf(uri, context, async ({ file, shelf, engine }) => {
    await shelf.reload(engine);
    const feature = shelf.find(featureId);
    if (feature === null) return refuse('There is no such feature any more.');
    const message = await apply(change, feature, shelf);
    // What it finds at a threshold is one of the figures.
    const isMeasured = change.kind === 'set' && change.threshold !== undefined;
    if (isMeasured) context.own.measure(shelf, featureId, file);
    return { done: true, message };
  });
}

/** Takes the last change of features back. */
export async function undoFeature(
  { uri }: OwnFeaturesParams,
  context: FeatureContext,
): Promise<ChoiceResult> {
  return withShelf(uri, context, async ({ shelf, engine }) => {
    const undone = await shelf.undo(engine);
    if (undone.kind === 'refused') return refuse(undone.message);
    return { done: true, message: `Taken back: ${undone.change.words}.` };
  });
}

/** Changes the features of a file's folder in turn, and shows what has become of its lines. */
export async function withShelf(
  uri: string,
  context: FeatureContext,
  work: (place: OwnPlace) => Promise<ChoiceResult>,
): Promise<ChoiceResult> {
  const place = placeOf(uri, context);
  if (typeof place === 'string') return refuse(place);
  const { shelf, file, engine } = place;
  let result: ChoiceResult;
  try {
    result = await shelf.inTurn(async () => work(place));
  } catch (error) {
    return refuse(whyNotChanged(error, context.log));
  }
  const show = async (): Promise<void> => {
    await context.own.ordinary.load(shelf, engine);
    await context.own.refresh(shelf, file);
  };
  return { ...result, message: await messageOnceShown(result.message, show, context.log) };
}

/** Does it; the sentence that says so. */
async function apply(change: Change, feature: OwnFeature, shelf: Shelf): Promise<string> {
  const { id, title } = feature;
  switch (change.kind) {
    case 'current':
      shelf.current = id;
      return `Marks go to “${title}” now.`;
    case 'remove':
      await shelf.remove(`removing “${title}”`, id);
      return `“${title}” was removed.`;
    case 'set': {
      const { title: asked, why, enabled, threshold, severity } = change;
      const changed: OwnFeature = {
        ...feature,
        title: asked === undefined || asked.trim() === '' ? title : asked.trim(),
        why: why ?? feature.why,
        enabled: enabled ?? feature.enabled,
        threshold: threshold ?? feature.threshold,
        severity: severity ?? feature.severity,
        made: today(),
      };
      await shelf.put(`changing “${title}”`, changed);
      return sentenceFor(changed, change);
    }
  }
}

function sentenceFor(
  { title, threshold, severity }: OwnFeature,
  values: Extract<Change, { kind: 'set' }>,
): string {
  if (values.enabled === true) return `Samples near to “${title}” are flagged again.`;
  if (values.enabled === false) return `Samples near to “${title}” are not flagged any more.`;
  if (values.threshold !== undefined) {
    const share = percentText(100 * threshold, {});
    return `Samples nearer to “${title}” than ${share} of ordinary samples are flagged.`;
  }
  if (values.severity !== undefined) return `What “${title}” flags is shown as ${severity}.`;
  return `“${title}” was changed.`;
}

function refuse(message: string): ChoiceResult {
  return { done: false, message };
}
