import type { ComponentChildren, CSSProperties } from 'preact';
import { useState } from 'preact/hooks';
import { shareOf, splitAt } from '../../model/split.ts';
import { usePage } from '../../page-context.tsx';
import { useWidth } from '../use-width.ts';
import { Splitter } from './splitter.tsx';
import { useNarrow } from './use-narrow.ts';

/** The map, what stands beside it, and the splitter between them: one above the other in a narrow panel. */
export function SplitBody({
  stage,
  side,
}: {
  readonly stage: ComponentChildren;
  readonly side: ComponentChildren;
}) {
  const { state, update } = usePage();
  const narrow = useNarrow();
  const [body, width] = useWidth<HTMLDivElement>(window.innerWidth);
  const [dragged, setDragged] = useState<number | null>(null);
  const kept = shareOf(state.split, narrow, width);
  const share = dragged ?? kept;
  const commit = (moved: number): void => {
    setDragged(null);
    update({ split: splitAt(state.split, narrow, moved) });
  };
  const forget = (): void =>
    update({ split: { ...state.split, [narrow ? 'below' : 'beside']: null } });
  const style = { '--map-part': `${share}fr`, '--side-part': `${1 - share}fr` } as CSSProperties;
  return (
    <div class="frame-body" ref={body} style={style}>
      {stage}
      <Splitter share={share} narrow={narrow} show={setDragged} commit={commit} forget={forget} />
      {side}
    </div>
  );
}
