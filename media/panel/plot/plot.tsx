import './plot.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { PlotView, type PlotInput } from './plot-view.ts';

type PlotProps = PlotInput;

/**
 * The map: points, anchors and the tools to select with. It keeps nothing but the view that a gesture has just
 * made, and reports everything else.
 */
export function Plot(props: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<PlotView | null>(null);
  useLayoutEffect(() => {
    if (host.current === null) return undefined;
    const made = new PlotView(host.current, props);
    view.current = made;
    return () => {
      view.current = null;
      made.dispose();
    };
  }, []);
  useLayoutEffect(() => view.current?.update(props));
  return (
    <div
      ref={host}
      class="plot"
      role="application"
      tabIndex={0}
      aria-label={props.label}
      aria-roledescription="scatter plot"
      data-tool={props.tool}
    />
  );
}
