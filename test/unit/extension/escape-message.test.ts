import { expect, test } from 'vitest';
import { escapeMessage } from '../../../extension/escape-message.ts';

/** What VS Code takes for a link in a message, from its `linkedText.ts`. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** What it takes for an icon in a label, from its `iconLabels.ts`. */
const icon = /(\\)?\$\((\w+(?:-\w+)*(?:~\w+)?)\)/;

test.each([
  '[more](command:workbench.action.quit)',
  'a [b](https://example.com "c") d',
  '$(trash)',
])('is neither a link nor an icon: %s', (text) => {
  expect(link.test(text) || icon.test(text)).toBe(true);
  expect(escapeMessage(text)).not.toMatch(link);
  expect(escapeMessage(text)).not.toMatch(icon);
  expect(escapeMessage(text).replaceAll('\u200b', '')).toBe(text);
});

test('other text stays as it is', () => {
  const text = 'Marked line 3 “more like this” [sic] (really) for $5.';
  expect(escapeMessage(text)).toBe(text);
});
