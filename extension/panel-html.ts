/** What the page of the panel is made of; addresses as the editor's web views take them. */
interface PanelPage {
  readonly script: string;
  readonly style: string;
  /** The source that the editor's own files come from, for the content policy. */
  readonly source: string;
  /** Another one for every page. */
  readonly nonce: string;
}

/**
 * The page of the panel: one script, one style sheet, and nothing of the file. The policy lets nothing else run
 * or load. Pure.
 */
export function panelHtml({ script, style, source, nonce }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `img-src ${source} data: blob:`,
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Latent Lint: map</title>
    <link rel="stylesheet" href="${attribute(style)}">
  </head>
  <body>
    <script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
