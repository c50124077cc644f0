import type { StatusParams } from '../server/protocol.ts';

/** Why there is nothing to show of these files, in one sentence; null when there is. Pure. */
export function emptySentence(
  { state, message, files }: StatusParams,
  uris: readonly string[],
): string | null {
  if (state === 'starting' || state === 'failed' || state === 'off') {
    return message;
  }
  const shown = files.filter(({ uri }) => uris.includes(uri));
  const isOff = shown.length > 0 && shown.every((file) => file.state === 'off');
  return isOff ? (shown[0]?.message ?? null) : null;
}

/** Which files are gone, in one sentence. Pure. */
export function goneSentence(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length === 1
    ? `${last} cannot be opened any more.`
    : `${names.slice(0, -1).join(', ')} and ${last} cannot be opened any more.`;
}
