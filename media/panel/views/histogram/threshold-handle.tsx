import { useEffect, useRef } from 'preact/hooks';
import { depthOf } from '../../model/histogram.ts';
import { thresholdAfter, thresholdAt } from '../../model/threshold-text.ts';
import type { ThresholdControl } from './use-threshold.ts';

/** What the line needs of what can be done with a threshold. */
export type Movable = Pick<ThresholdControl, 'threshold' | 'offered' | 'show' | 'commit'>;

/** How near to a named mark the pointer snaps to it, in CSS pixels. */
const snapPixels = 5;
/** After so many milliseconds without a key, what the keys chose counts. */
const keyRest = 700;

/** The threshold's line: moved with the pointer or the keyboard, and given back with Escape. */
export function ThresholdHandle({
  control,
  deepest,
  words,
}: {
  readonly control: Movable;
  readonly deepest: number;
  readonly words: string;
}) {
  const keys = useKeys(control, deepest);
  const drag = useDrag(control, deepest);
  const { threshold } = control;
  return (
    <div
      class="histogram-threshold"
      style={{ left: `${(100 * Math.min(deepest, depthOf(threshold))) / deepest}%` }}
      role="slider"
      tabIndex={0}
      aria-label="Threshold"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Number((100 * threshold).toPrecision(8))}
      aria-valuetext={words}
      {...keys}
      {...drag}
    />
  );
}

function useKeys(control: Movable, deepest: number) {
  const chosen = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(control);
  newest.current = control;
  const settle = (): void => {
    clearTimeout(timer.current);
    const risk = chosen.current;
    chosen.current = null;
    if (risk !== null) newest.current.commit(risk);
  };
  // What was chosen last counts even when the view is closed before the keys have rested.
  useEffect(() => settle, []);
  return {
    onBlur: settle,
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key === 'Enter') settle();
      if (event.key === 'Escape' && chosen.current !== null) {
        clearTimeout(timer.current);
        chosen.current = null;
        control.show(null);
        event.stopPropagation();
      }
      const risk = thresholdAfter(event.key, control.threshold, deepest);
      if (risk === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      control.show(risk);
      chosen.current = risk;
      clearTimeout(timer.current);
      timer.current = setTimeout(settle, keyRest);
    },
  };
}

function useDrag(control: Movable, deepest: number) {
  const dragged = useRef<{ from: number; risk: number | null } | null>(null);
  const riskUnder = (handle: HTMLElement, clientX: number): number => {
    const area = handle.parentElement?.getBoundingClientRect();
    if (area === undefined || area.width === 0) return control.threshold;
    const depthPerPixel = deepest / area.width;
    return thresholdAt((clientX - area.left) * depthPerPixel, deepest, snapPixels * depthPerPixel);
  };
  const end = (commit: boolean): void => {
    const risk = dragged.current?.risk ?? null;
    dragged.current = null;
    if (risk === null) return;
    if (commit && control.offered) control.commit(risk);
    else if (!commit) control.show(null);
  };
  return {
    onPointerDown: (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = { from: event.clientX, risk: null };
    },
    onPointerMove: (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
      const drag = dragged.current;
      // The handle is wider than its line: it moves only when the pointer does.
      if (drag === null || (drag.risk === null && Math.abs(event.clientX - drag.from) < 2)) return;
      drag.risk = riskUnder(event.currentTarget, event.clientX);
      control.show(drag.risk);
    },
    onPointerUp: (): void => end(true),
    onPointerCancel: (): void => end(false),
  };
}
