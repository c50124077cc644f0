/**
 * Reads what follows a command of package.json. `--help` or `-h` prints how it is used and ends the program.
 * @param {{ usage: string, options?: readonly string[], names?: readonly string[], kind?: string }} command
 *   `options` are all that it knows, `names` what it can be told to run, and `kind` is the word for one of them.
 * @param {readonly string[]} given the arguments, by default those of this process.
 * @returns {{ options: Set<string>, named: string[] }} what was given; no name means all of them.
 * @throws {Error} with one sentence that lists what there is, when something is not known.
 */
export function readArguments(
  { usage, options = [], names = [], kind = 'argument' },
  given = process.argv.slice(2),
) {
  if (given.includes('--help') || given.includes('-h')) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const unknownOption = given.find((word) => word.startsWith('-') && !options.includes(word));
  if (unknownOption !== undefined) {
    const known = ['--help', ...options].join(', ');
    throw new Error(
      `There is no option '${unknownOption}'; there are ${known}${orNames(names, kind)}.`,
    );
  }
  const named = given.filter((word) => !word.startsWith('-'));
  const unknown = named.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      names.length === 0
        ? `There is nothing to name here, such as '${unknown}'; see --help.`
        : `There is no ${kind} '${unknown}'; there are ${listed(names)}.`,
    );
  }
  return { options: new Set(given.filter((word) => word.startsWith('-'))), named };
}

function orNames(names, kind) {
  return names.length === 0 ? '' : `, and the ${kind}s ${listed(names)}`;
}

/** Names of several words stand in quotes, as a shell needs them. */
export function listed(names) {
  return names.map((name) => (name.includes(' ') ? `'${name}'` : name)).join(', ');
}
