/**
 * The command cannot do what was asked; the message is one sentence for people. The program writes it
 * to the standard error and ends with exit code 2.
 */
export class CannotDo extends Error {}

/**
 * What went wrong with a file, in words for people, from an error of the file system.
 * @param done what was to be done with it.
 */
export function describeFileError(
  error: unknown,
  done: 'read' | 'written' | 'removed' = 'read',
): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder, not a file';
    case 'EACCES':
    case 'EPERM':
      return `it may not be ${done}`;
    case 'EROFS':
      return 'nothing can be written there';
    case 'EEXIST':
      return 'a file lies where its folder should be';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    case 'ENAMETOOLONG':
      return 'its path is too long';
    case 'ENOSPC':
      return 'there is no space left';
    case 'ELOOP':
      return 'its links go round in a circle';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
