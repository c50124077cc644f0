import { createHash } from 'node:crypto';

const longest = 64;
/** Names that Windows keeps for devices, whatever the extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * The id of a feature: its name in kebab-case, of the letters a to z and digits, safe as a file name on every system.
 * A name without such letters becomes `feature-` and the start of its sha256.
 */
export function featureId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-|-$/g, '');
  if (plain === '') return `feature-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  return reserved.test(plain) ? `${plain}-feature` : plain;
}

/** Whether an id could have come from `featureId`. */
export function isFeatureId(id: string): boolean {
  return featureId(id) === id;
}
