/** A channel with levels; nothing that is written to it may hold a sample's text. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** Where an error came from, without its message, which could hold a sample's text. */
export function errorPlace(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 6).map((frame) => frame.trim())].join(' ');
}
