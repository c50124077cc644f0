import type { Selection } from '../../model/selection.ts';
import type { PageActions } from '../../page.ts';

interface Place {
  /** Rows in the order of the table. */
  readonly order: Uint32Array;
  /** Where the focus is; -1 for nowhere. */
  readonly at: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

type Actions = Pick<PageActions, 'focus' | 'select' | 'openLine'> & {
  readonly selection: Selection;
};

/** Does what a key means in the table. False when it means nothing. */
export function tableKey(
  { key, shiftKey, ctrlKey, metaKey }: KeyPress,
  { order, at, page }: Place,
  { selection, focus, select, openLine }: Actions,
): boolean {
  const row = order[at];
  if (key === ' ') {
    if (row !== undefined) select([row], selection.has(row) ? 'remove' : 'add');
    return true;
  }
  if (key === 'Enter') {
    if (row !== undefined) openLine(row);
    return true;
  }
  if (key === 'a' && (ctrlKey || metaKey)) {
    select(order, 'replace');
    return true;
  }
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -order.length,
    End: order.length,
  };
  const step = steps[key];
  if (step === undefined) return false;
  const next = Math.min(Math.max(at + step, 0), order.length - 1);
  const target = order[next];
  if (target === undefined) return true;
  focus(target);
  if (shiftKey) {
    const [low, high] = at < next ? [Math.max(at, 0), next] : [next, at];
    select(order.subarray(low, high + 1), 'add');
  }
  return true;
}

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}
