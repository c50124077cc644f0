import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingSection, settingTable } from '../../../server/settings.ts';

const root = new URL('../../../', import.meta.url);
const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'docs/command-line.md'];

describe('README.md', () => {
  it('names every setting', () => {
    const text = readFileSync(new URL('README.md', root), 'utf8');
    for (const key of Object.keys(settingTable)) {
      expect(text).toContain(`\`${settingSection}.${key}\``);
    }
  });
});

describe.each(pages)('%s', (page) => {
  it('links only to what is there', () => {
    const address = new URL(page, root);
    const links = [...readFileSync(address, 'utf8').matchAll(/\]\(([^)#]+)/g)].map(([, to]) => to);
    const missing = links.filter((to) => to !== undefined && !existsSync(new URL(to, address)));
    expect(missing).toEqual([]);
  });
});
