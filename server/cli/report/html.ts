import { createHash } from 'node:crypto';

/** What a page is made of. */
export interface PageParts {
  /** For the title: plain text. */
  readonly title: string;
  /** The built page: `panel.js` and `panel.css`. */
  readonly script: string;
  readonly style: string;
  /** What the page shows; it becomes JSON. */
  readonly saved: unknown;
}

/**
 * One page that needs nothing else. Text of samples stands in it as JSON only, in a script element that is
 * never run, and the content policy lets run and style what is in the page by its hash and nothing else.
 */
export function reportPage({ title, script, style, saved }: PageParts): string {
  const code = script.replaceAll('</script', String.raw`<\/script`);
  const look = style.replaceAll('</style', String.raw`<\/style`);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(look)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // In JSON a less-than sign stands in strings only, where it may be written as an escape.
  const json = JSON.stringify(saved).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${look}</style>
</head>
<body>
<div id="panel"></div>
<script type="application/json" id="saved-map">${json}</script>
<script>${code}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
