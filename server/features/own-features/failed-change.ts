import { errorPlace, type Log } from '../../log.ts';

/** A file under `.latent-lint` could not be written, and is as it was. */
export class NotWritten extends Error {
  /** @param name as `ProjectFiles` names it. */
  constructor(name: string, cause: unknown) {
    const what = name.startsWith('features/')
      ? 'The folder .latent-lint/features'
      : `The file .latent-lint/${name}`;
    super(`${what} could not be written.`, { cause });
    this.name = 'NotWritten';
  }
}

/** Why a change of features was not made, in one sentence for people; the log says where it failed. */
export function whyNotChanged(error: unknown, log: Log): string {
  const isWriting = error instanceof NotWritten;
  const sentence = isWriting
    ? error.message
    : 'Nothing was changed, because something failed; the log says where.';
  log.error(`${sentence} ${errorPlace(isWriting ? error.cause : error)}`);
  return sentence;
}

/**
 * Shows what a change that was made has changed.
 * @returns the message of the change; where it cannot be shown, it says so, so that nobody makes the change again.
 */
export async function messageOnceShown(
  message: string,
  show: () => Promise<void>,
  log: Log,
): Promise<string> {
  try {
    await show();
    return message;
  } catch (error) {
    log.error(`A change could not be shown. ${errorPlace(error)}`);
    return `${message} What is shown of it may be out of date; the log says why.`;
  }
}
