import { percentText } from '../../core/wording.ts';
import { errorPlace } from '../../log.ts';
import type {
  ChoiceResult,
  FeatureChoiceParams,
  FileThresholdParams,
} from '../../map-work-protocol.ts';
import { UnreadableSettings, type ProjectSettings } from '../../store/project-settings.ts';
import type { CommandTools } from '../batch-edits.ts';
import { dataFile } from '../choices.ts';
import type { FeatureContext } from '../context.ts';

/** Decides the least risk that is flagged in a file, or leaves it to the settings of the editor. */
export async function fileThreshold(
  { uri, risk }: FileThresholdParams,
  context: FeatureContext,
  tools: CommandTools,
): Promise<ChoiceResult> {
  const pack = context.scanner.engine?.outcomes.pack ?? {};
  const words =
    risk === null
      ? 'The threshold of the settings counts for this file again'
      : `Samples of this file are flagged from ${percentText(100 * risk, pack)} on`;
  return choose(uri, words, context, tools, (settings) =>
    settings.setThreshold(dataFile(uri), risk),
  );
}

/** Decides whether a feature flags what lies nearest to it. */
export async function featureChoice(
  { uri, featureId, enabled }: FeatureChoiceParams,
  context: FeatureContext,
  tools: CommandTools,
): Promise<ChoiceResult> {
  const features = context.scanner.engine?.outcomes.pack.features ?? [];
  const feature = features.find(({ id }) => id === featureId);
  if (feature === undefined) return { done: false, message: 'The pack has no such feature.' };
  const words = enabled
    ? `Samples nearest to “${feature.title}” are flagged again`
    : `Samples nearest to “${feature.title}” are not flagged any more`;
  return choose(uri, words, context, tools, (settings) => settings.setFeature(featureId, enabled));
}

async function choose(
  uri: string,
  words: string,
  { choices, log, scanner }: FeatureContext,
  tools: CommandTools,
  change: (settings: ProjectSettings) => Promise<void>,
): Promise<ChoiceResult> {
  const settings = choices.settings(uri);
  if (settings === undefined || !scanner.files.has(uri)) {
    return { done: false, message: 'The file is not open any more.' };
  }
  try {
    await change(settings);
  } catch (error) {
    const message =
      error instanceof UnreadableSettings
        ? error.message
        : 'The file .latent-lint/settings.json could not be written.';
    log.error(`${message} ${errorPlace(error)}`);
    return { done: false, message };
  }
  await tools.projectChanged();
  const place =
    settings.file === null
      ? ', until the file is closed: it is not saved in a folder'
      : '; .latent-lint/settings.json says so';
  return { done: true, message: `${words}${place}.` };
}
