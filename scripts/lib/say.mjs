/** Tells a person what is going on, on standard error: standard output is for results. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Ends a command that cannot do its work: one sentence and exit status 2. */
export function giveUp(error) {
  say(`Latent Lint: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
