/** A channel with levels; nothing that is written to it may hold a sample's text. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** Where an error came from, without its message, which could hold a sample's text. */
export function errorPlace(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return [error.name, ...framesOf(error).slice(0, 6)].join(' ');
}

/** The frames of a stack. It begins with the message, whose lines may look like frames too. */
function framesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message);
  // Where a message ends that was changed later, nobody can say.
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}
