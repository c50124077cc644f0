import { filePath } from '../file-uri.ts';
import { noChoices, type FileChoices } from '../scan/flagging.ts';
import type { ProjectSettings } from '../store/project-settings.ts';

/** The project settings of each open file; several files share some. */
export class Choices {
  readonly #settings = new Map<string, ProjectSettings>();

  set(uri: string, settings: ProjectSettings): void {
    this.#settings.set(uri, settings);
  }

  delete(uri: string): void {
    this.#settings.delete(uri);
  }

  settings(uri: string): ProjectSettings | undefined {
    return this.#settings.get(uri);
  }

  /** What was decided for a file. */
  of(uri: string): FileChoices {
    const settings = this.#settings.get(uri);
    if (settings === undefined) return noChoices;
    return { threshold: settings.threshold(dataFile(uri)), off: settings.featuresOff };
  }
}

/** How project settings call a file: by its path, or by its address when it is on no disk. */
export function dataFile(uri: string): string {
  return filePath(uri) ?? uri;
}
