import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportPage } from '../../../../server/cli/report/html.ts';

const parts = {
  title: 'data <b>.jsonl',
  script: 'const a = "</script><script>alert(1)</script>";',
  style: 'body { color: red }',
  saved: { text: '</script><img src=x onerror=alert(1)><!--' },
};

function between(page: string, start: string, end: string): string {
  const from = page.indexOf(start) + start.length;
  return page.slice(from, page.indexOf(end, from));
}

describe('the page of a report', () => {
  const page = reportPage(parts);

  it('holds the map as JSON that cannot end its element', () => {
    const json = between(page, 'id="saved-map">', '</script>');
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual(parts.saved);
  });

  it('shows the title as text', () => {
    expect(page).toContain('<title>data &lt;b&gt;.jsonl</title>');
  });

  it('lets nothing run but the code whose hash it names', () => {
    const code = between(page, '</script>\n<script>', '</script>');
    expect(code).toContain(String.raw`<\/script>`);
    const hash = createHash('sha256').update(code).digest('base64');
    expect(page).toContain(`script-src 'sha256-${hash}'`);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain('unsafe');
    expect(page.match(/<script/g)?.length).toBe(3);
  });
});
