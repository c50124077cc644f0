import { useEffect, useState } from 'preact/hooks';
import type { MapSample } from '../../../server/map-protocol.ts';
import { sentenceOf } from '../model/words.ts';
import { usePage } from '../page-context.tsx';

interface SampleAnswer {
  /** Of the row, or of the one before while this one is on its way. */
  readonly sample: MapSample | null;
  /** Why there is none, in one sentence. */
  readonly trouble: string | null;
}

/** A pointer that crosses the map passes over many samples; one asks for that on which it rests. */
const restMilliseconds = 80;
const nothing: SampleAnswer = { sample: null, trouble: null };

/** All about the sample of a row, when the source knows it. */
export function useSample(row: number | null): SampleAnswer {
  const { source, rows, sample: load } = usePage();
  const [answer, setAnswer] = useState(nothing);
  useEffect(() => {
    if (row === null || rows === null || !source.can('sample')) {
      setAnswer(nothing);
      return undefined;
    }
    let wanted = true;
    const set = (next: SampleAnswer) => {
      if (wanted) setAnswer(next);
    };
    const timer = setTimeout(() => {
      load(row).then(
        (sample) => set({ sample, trouble: sample === null ? 'The line has just changed.' : null }),
        (error: unknown) => set({ sample: null, trouble: sentenceOf(error) }),
      );
    }, restMilliseconds);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [source, rows, row, load]);
  return answer;
}
