/** Characters that are kept of what may be told, and of a line that has not ended. */
const mostKept = 2000;

/** Lines that Node.js, the C++ library and onnxruntime write of themselves; only what matches is told. */
const knownForms: readonly RegExp[] = [
  /^FATAL ERROR: (?:Reached heap limit|Ineffective mark-compacts near heap limit|Zone|invalid (?:array length|table size)) Allocation failed - (?:JavaScript heap|process) out of memory$/,
  /^terminate called after throwing an instance of 'std::\w{1,40}'$/,
  /^Node\.js v\d+\.\d+\.\d+$/,
  // The place in onnxruntime, without the message that follows.
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \[[EFW]:onnxruntime:[\w-]*, \w+\.cc:\d+ \w+\]/,
];

/**
 * What a process wrote to its standard error, for the log. Once the process has samples, a line that is not of a
 * known form could hold text of one: such lines are only counted.
 */
export class StandardError {
  #told = '';
  /** A line that has not ended. */
  #line = '';
  #hidden = 0;
  #hasSamples = false;

  /** From now on the process has text of samples. */
  samplesBegin(): void {
    this.#hasSamples = true;
  }

  take(text: string): void {
    const [first = '', ...lines] = text.split('\n');
    this.#append(first);
    for (const line of lines) {
      this.#end();
      this.#append(line);
    }
  }

  /** The last of what may be told, and how many lines are not told, in words; empty when nothing was written. */
  get words(): string {
    if (this.#line !== '') this.#end();
    const hidden = this.#hidden === 1 ? '1 line' : `${this.#hidden} lines`;
    const counted = this.#hidden === 0 ? '' : `(${hidden} of its standard error could hold text.)`;
    return `${this.#told.trim()} ${counted}`.trim();
  }

  #append(text: string): void {
    // The start of a line says of which form it is.
    this.#line = (this.#line + text).slice(0, mostKept);
  }

  #end(): void {
    const line = this.#line.replace(/\r$/, '');
    this.#line = '';
    const told = this.#hasSamples ? knownPart(line) : line;
    if (told === null) this.#hidden += 1;
    else this.#told = `${this.#told}${told}\n`.slice(-mostKept);
  }
}

/** What of a line may be told whatever the process knows; null when it could be anything. */
function knownPart(line: string): string | null {
  if (line === '') return '';
  for (const form of knownForms) {
    const match = form.exec(line);
    if (match !== null) return match[0];
  }
  return null;
}
