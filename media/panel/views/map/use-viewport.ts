import { useCallback, useEffect, useRef } from 'preact/hooks';
import { usePage } from '../../page-context.tsx';
import type { Viewport } from '../../plot/scene.ts';

/** The plot moves by itself, and the page is told when it rests: it would be drawn anew for every step. */
const restMilliseconds = 200;

export function useViewport(): readonly [Viewport | null, (viewport: Viewport) => void] {
  const { state, update } = usePage();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A viewport that was set meanwhile, such as the whole map, counts more than the last step of a gesture.
  useEffect(() => () => clearTimeout(timer.current), [state.viewport]);
  const onViewport = useCallback(
    (viewport: Viewport) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => update({ viewport }), restMilliseconds);
    },
    [update],
  );
  return [state.viewport, onViewport];
}
