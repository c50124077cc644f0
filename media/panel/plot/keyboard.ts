import type { Direction } from '../model/picking.ts';

/** What a key of the plot does. */
export type KeyCommand =
  | { readonly do: 'go'; readonly direction: Direction }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'fit' | 'open' | 'toggle' | 'leave' };

/** A key as a browser reports it. */
interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const step = 1.4;

const commands: ReadonlyMap<string, KeyCommand> = new Map<string, KeyCommand>([
  ['ArrowLeft', { do: 'go', direction: 'left' }],
  ['ArrowRight', { do: 'go', direction: 'right' }],
  ['ArrowUp', { do: 'go', direction: 'up' }],
  ['ArrowDown', { do: 'go', direction: 'down' }],
  ['+', { do: 'zoom', factor: step }],
  ['=', { do: 'zoom', factor: step }],
  ['-', { do: 'zoom', factor: 1 / step }],
  ['0', { do: 'fit' }],
  ['Enter', { do: 'open' }],
  [' ', { do: 'toggle' }],
  ['Escape', { do: 'leave' }],
]);

/** Null for keys that are not the plot's, above all the editor's own shortcuts. */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Key): KeyCommand | null {
  return ctrlKey || metaKey || altKey ? null : (commands.get(key) ?? null);
}
