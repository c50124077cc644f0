import type { Log } from '../log.ts';
import type { Scanner } from '../scan/scanner.ts';
import type { Choices } from './choices.ts';
import type { FindingDetails } from './finding-details.ts';
import type { FlaggedFiles } from './flagged-files.ts';
import type { Ignores } from './ignores.ts';
import type { Maps } from './map/maps.ts';
import type { OwnFeatures } from './own-features/own-features.ts';
import type { SecondOpinions } from './own-features/second-opinion.ts';

/** What the client can do, as it said in `initialize`. */
export interface ClientAbilities {
  readonly configuration: boolean;
  readonly workspaceFolders: boolean;
  readonly workDoneProgress: boolean;
  /** Edits that name the version of the text which they were made for. */
  readonly documentChanges: boolean;
  /** Edits that ask for a confirmation, with a preview. */
  readonly changeAnnotations: boolean;
  readonly createFiles: boolean;
  readonly watchedFiles: boolean;
  readonly configurationChanges: boolean;
  /** Whether a hover may hold `command:` links. */
  readonly commandLinks: boolean;
}

/**
 * What every language feature is given. A feature reads what the scan found and answers at once, without the
 * model; the three that ask the scoring processes are named in ARCHITECTURE.md (invariant 3).
 */
export interface FeatureContext {
  readonly scanner: Scanner;
  readonly details: FindingDetails;
  readonly ignores: Ignores;
  readonly choices: Choices;
  readonly flagged: FlaggedFiles;
  readonly maps: Maps;
  readonly own: OwnFeatures;
  readonly opinions: SecondOpinions;
  readonly log: Log;
  readonly abilities: ClientAbilities;
  /** Address of the folder of feature pages, ending in a slash; null when there is none. */
  readonly featurePages: string | null;
}
