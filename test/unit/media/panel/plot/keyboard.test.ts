import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../../../media/panel/plot/keyboard.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('commandOf', () => {
  it('knows the keys of the plot', () => {
    expect(commandOf({ ...plain, key: 'ArrowLeft' })).toEqual({ do: 'go', direction: 'left' });
    expect(commandOf({ ...plain, key: ' ' })).toEqual({ do: 'toggle' });
    expect(commandOf({ ...plain, key: '0' })).toEqual({ do: 'fit' });
    expect(commandOf({ ...plain, key: 'Escape' })).toEqual({ do: 'leave' });
  });

  it('leaves other keys and shortcuts to the editor', () => {
    expect(commandOf({ ...plain, key: 'a' })).toBeNull();
    expect(commandOf({ ...plain, key: 'Tab' })).toBeNull();
    expect(commandOf({ ...plain, key: '+', ctrlKey: true })).toBeNull();
    expect(commandOf({ ...plain, key: 'ArrowUp', altKey: true })).toBeNull();
  });
});
