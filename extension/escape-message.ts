/**
 * Text for the editor's messages, its status bar and the rows of its lists. They take `[text](command:…)` for a link
 * that runs a command and `$(name)` for an icon; words from files, such as the name of a feature, are neither. Pure.
 */
export function escapeMessage(text: string): string {
  return text.replaceAll('](', ']\u200b(').replaceAll('$(', '$\u200b(');
}
