import { fileURLToPath } from 'node:url';

/** The path of a `file:` address; null for any other. */
export function filePath(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    // An address with a host, or with a slash in code form, stands for no file here.
    return null;
  }
}
