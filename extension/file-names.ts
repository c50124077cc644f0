/** Of a file's name: systems take 255 bytes. */
const mostLetters = 60;

/** The last part of an address or a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Names of files for people: the last part of the path, or the longer one where two would have the same.
 * @param longNames in the order of `paths`. Pure.
 */
export function namesForPeople(paths: readonly string[], longNames: readonly string[]): string[] {
  const short = paths.map(baseName);
  return short.map((name, index) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : (longNames[index] ?? name),
  );
}

/**
 * A name that is safe for a new file: without folders, without characters that some system forbids, not hidden,
 * and not too long. Pure.
 */
export function safeFileName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const plain = Array.from(last, (letter) => (isForbidden(letter) ? '-' : letter));
  const visible = plain.slice(plain.findIndex((letter) => letter !== '.' && letter !== ' '));
  const short = visible.slice(0, mostLetters).join('');
  return short.replace(/[. ]+$/, '') || 'latent-lint-map';
}

function isForbidden(letter: string): boolean {
  return letter < ' ' || '<>:"|?*\u007f'.includes(letter);
}
