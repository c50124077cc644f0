import { useRef, useState } from 'preact/hooks';
import { sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';

interface OneAtATime {
  readonly busy: boolean;
  /** Does something unless something is still done; what goes wrong is said. */
  readonly work: (steps: (isWanted: () => boolean) => Promise<void>) => void;
  /** What is done now is not wanted any more: its `isWanted` tells it so. */
  readonly abandon: () => void;
}

/** Work of which there is one piece at a time: a key pressed meanwhile does nothing. */
export function useOneAtATime(): OneAtATime {
  const { announce } = usePage();
  const [busy, setBusy] = useState(false);
  const now = useRef<object | null>(null);
  const work = async (steps: (isWanted: () => boolean) => Promise<void>): Promise<void> => {
    if (now.current !== null) return;
    const piece = {};
    const isWanted = () => now.current === piece;
    now.current = piece;
    setBusy(true);
    try {
      await steps(isWanted);
    } catch (error) {
      announce(sentenceOf(error));
    } finally {
      if (isWanted()) {
        now.current = null;
        setBusy(false);
      }
    }
  };
  const abandon = () => {
    now.current = null;
    setBusy(false);
  };
  return { busy, work: (steps) => void work(steps), abandon };
}
