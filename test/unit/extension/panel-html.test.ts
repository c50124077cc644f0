import { expect, test } from 'vitest';
import { panelHtml } from '../../../extension/panel-html.ts';

const page = {
  script: 'https://host/dist/panel.js',
  style: 'https://host/dist/panel.css',
  source: "'self' https://host",
  nonce: 'YWJj',
};

/** The directives of the content policy, by name. */
function policyOf(html: string): Record<string, string> {
  const content = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  return Object.fromEntries(
    content.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );
}

test('the policy lets one script run and the editor’s own style in, and nothing else', () => {
  expect(policyOf(panelHtml(page))).toEqual({
    'default-src': "'none'",
    'script-src': "'nonce-YWJj'",
    'style-src': "'self' https://host",
    'img-src': "'self' https://host data: blob:",
    'font-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
});

test('the page has one script with the nonce, a language, a title and no code of its own', () => {
  const html = panelHtml(page);
  expect(html.match(/<script\b[^>]*>[^<]*<\/script>/g)).toEqual([
    '<script nonce="YWJj" src="https://host/dist/panel.js"></script>',
  ]);
  expect(html).toContain('<html lang="en">');
  expect(html).toMatch(/<title>[^<]+<\/title>/);
  expect(html).not.toMatch(/<style|style=|\son\w+=/);
});

test('an address cannot end the attribute that it stands in', () => {
  const html = panelHtml({ ...page, style: 'https://host/"><script>1</script>&' });
  expect(html).toContain('href="https://host/&quot;&gt;&lt;script&gt;1&lt;/script&gt;&amp;"');
  expect(html.match(/<script/g)).toHaveLength(1);
});
