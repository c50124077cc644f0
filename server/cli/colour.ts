type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
export type Paint = (style: Style, text: string) => string;

const styleCodes: Record<Style, number> = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32 };

/** Paints text for a terminal, or leaves it as it is. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\x1b[${styleCodes[style]}m${text}\x1b[0m` : text);
}
