import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface FeatureText {
  readonly id: string;
  readonly title: string;
}

const folder = new URL('../../../docs/features/', import.meta.url);
const features = JSON.parse(
  readFileSync(new URL('../../../python/latent_lint_pack/features.json', import.meta.url), 'utf8'),
) as FeatureText[];

describe('docs/features', () => {
  it('has one page for each feature of the pack and no other', () => {
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(features.map(({ id }) => `${id}.md`).sort());
  });

  it('has an index that is up to date', () => {
    const script = fileURLToPath(new URL('../../../scripts/feature-index.mjs', import.meta.url));
    const output = execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(output).toContain('is up to date');
  });

  it.each(features)('calls $id what the pack calls it, and lists it', ({ id, title }) => {
    const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');
    const index = readFileSync(new URL('README.md', folder), 'utf8');
    expect(page.startsWith(`# ${title}\n`)).toBe(true);
    expect(index).toContain(`[${title}](${id}.md)`);
  });
});
