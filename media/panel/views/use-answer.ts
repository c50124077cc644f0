import { useEffect, useState } from 'preact/hooks';
import { sentenceOf } from '../model/words.ts';

export interface Answer<T> {
  /** The newest answer there is, perhaps to an earlier question; null before the first. */
  readonly value: T | null;
  /** Whether the answer to the present question is still on its way. */
  readonly pending: boolean;
  /** Why there is no answer to the present question, in one sentence. */
  readonly trouble: string | null;
}

/**
 * Asks whenever one of `inputs` changed and then rested for `delay` milliseconds. The old answer stays meanwhile,
 * and an answer that comes too late is dropped.
 *
 * @param ask the question, or null when there is none now.
 */
export function useAnswer<T>(
  ask: (() => Promise<T>) | null,
  inputs: readonly unknown[],
  delay: number,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, pending: false, trouble: null });
  useEffect(() => {
    if (ask === null) {
      setAnswer((old) => ({ ...old, pending: false, trouble: null }));
      return;
    }
    let wanted = true;
    setAnswer((old) => ({ ...old, pending: true }));
    const settle = (next: (old: Answer<T>) => Answer<T>): void => {
      if (wanted) setAnswer(next);
    };
    const timer = setTimeout(() => {
      ask().then(
        (value) => settle(() => ({ value, pending: false, trouble: null })),
        (error: unknown) =>
          settle(({ value }) => ({ value, pending: false, trouble: sentenceOf(error) })),
      );
    }, delay);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, inputs);
  return answer;
}
