import { useRef } from 'preact/hooks';
import { greatestShare, leastShare, shareAfter, withinLimits } from '../../model/split.ts';

interface SplitterProps {
  /** Of the map, 0..1. */
  readonly share: number;
  /** Whether the parts stand one above the other. */
  readonly narrow: boolean;
  /** Shows another share while the pointer moves; null gives it back. */
  readonly show: (share: number | null) => void;
  /** Keeps a share. */
  readonly commit: (share: number) => void;
  /** Goes back to where it stood before anybody moved it. */
  readonly forget: () => void;
}

/** The line between the map and what stands beside it, by the pattern “window splitter” of WAI-ARIA. */
export function Splitter(props: SplitterProps) {
  const { share, narrow, commit, forget } = props;
  const drag = useDrag(props);
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label="Size of the map"
      aria-orientation={narrow ? 'horizontal' : 'vertical'}
      aria-valuemin={percentOf(leastShare)}
      aria-valuemax={percentOf(greatestShare)}
      aria-valuenow={percentOf(share)}
      aria-valuetext={`The map has ${percentOf(share)} % of the room`}
      title="Drag, or use the arrow keys; double-click for the usual size"
      onDblClick={forget}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const moved = shareAfter(event.key, share, narrow);
        if (moved === null) return;
        event.preventDefault();
        commit(moved);
      }}
      {...drag}
    />
  );
}

interface Drag {
  /** Where the pointer was when it went down, in CSS pixels, and the share then. */
  readonly from: number;
  readonly share: number;
  /** Null until the pointer moves. */
  now: number | null;
}

function useDrag({ share, narrow, show, commit }: SplitterProps) {
  const drag = useRef<Drag | null>(null);
  const placeOf = ({ clientX, clientY }: PointerEvent): number => (narrow ? clientY : clientX);
  const end = (keep: boolean): void => {
    const moved = drag.current?.now ?? null;
    drag.current = null;
    if (moved === null) return;
    if (keep) commit(moved);
    else show(null);
  };
  return {
    onPointerDown: (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { from: placeOf(event), share, now: null };
    },
    onPointerMove: (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
      const { current } = drag;
      const room = event.currentTarget.parentElement?.getBoundingClientRect();
      if (current === null || room === undefined) return;
      const moved = placeOf(event) - current.from;
      if (current.now === null && moved === 0) return;
      current.now = withinLimits(
        current.share + moved / Math.max(1, narrow ? room.height : room.width),
      );
      show(current.now);
    },
    onPointerUp: (): void => end(true),
    onPointerCancel: (): void => end(false),
  };
}

function percentOf(share: number): number {
  return Math.round(100 * share);
}
