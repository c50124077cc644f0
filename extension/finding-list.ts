import type { Finding } from '../server/protocol.ts';
import type { ServerLink } from './client.ts';

const pageSize = 500;

/** All findings of a file, worst first, up to `most`. Stops early when the server has fewer than it said. */
export async function fileFindings(
  link: ServerLink,
  uri: string,
  most: number,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  while (found.length < most) {
    const limit = Math.min(pageSize, most - found.length);
    const page = await link.findings({ uri, offset: found.length, limit });
    found.push(...page.findings);
    if (page.findings.length === 0 || found.length >= page.total) {
      break;
    }
  }
  return found;
}

/** The files that have findings, with the worst one first. */
export async function flaggedFiles(
  link: ServerLink,
): Promise<readonly { readonly uri: string; readonly total: number }[]> {
  const flagged = link.status.files.filter((file) => file.findings > 0);
  const files = await Promise.all(
    flagged.map(async ({ uri }) => {
      const { total, findings } = await link.findings({ uri, limit: 1 });
      return { uri, total, risk: findings[0]?.risk ?? 0 };
    }),
  );
  return files.filter(({ total }) => total > 0).sort((a, b) => b.risk - a.risk);
}
