import { useState } from 'preact/hooks';
import type { OwnRanked } from '../../../../server/own-feature-protocol.ts';
import { numbersToBase64 } from '../../model/base64.ts';
import { nearWords } from '../../model/own-words.ts';
import {
  countToAsk,
  startWalk,
  withAnswer,
  withNext,
  withoutLast,
  type ReviewAnswer,
  type ReviewWalk,
} from '../../model/review-walk.ts';
import type { MarkSign } from '../../own-work.ts';
import { usePage } from '../../page-context.tsx';
import type { Page } from '../../page.ts';
import type { Source } from '../../source.ts';
import { useOneAtATime } from './use-one-at-a-time.ts';

export interface Review {
  /** Null before the start and after the end. */
  readonly walk: ReviewWalk | null;
  /** Why there is no sample to show; null when there is one or it is on its way. */
  readonly message: string | null;
  readonly busy: boolean;
  readonly start: (featureId: string) => void;
  readonly answer: (answer: ReviewAnswer) => void;
  readonly undo: () => void;
  readonly leave: () => void;
}

const signs = { accept: 'positive', reject: 'negative' } as const;
const done = { accept: 'More like this', reject: 'Not like this', skip: 'Skipped' } as const;

/** The walk through borderline lines, one question to the server at a time; every step is said. */
export function useReview(uri: string, title: string): Review {
  const page = usePage();
  const { announce } = page;
  const [walk, setWalk] = useState<ReviewWalk | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const { busy, work, abandon } = useOneAtATime();
  const advance = async (from: ReviewWalk, said: string, isWanted: () => boolean) => {
    const { walk: next, why } = await askNext(page.source, uri, from);
    if (!isWanted()) return;
    setWalk(next);
    setMessage(why);
    announce(`${said}${next.current === null ? why : placeWords(next.current, title)}`);
  };
  const answer = (given: ReviewAnswer) =>
    work(async (isWanted) => {
      const sample = walk?.current ?? null;
      if (walk === null || sample === null) return;
      if (given !== 'skip' && !(await mark(page, walk, sample, signs[given]))) return;
      await advance(withAnswer(walk, given), `${done[given]}. Next: `, isWanted);
    });
  const undo = () =>
    work(async (isWanted) => {
      const back = walk === null ? null : withoutLast(walk);
      if (walk === null || back === null) {
        announce('There is no answer of this review to take back.');
        return;
      }
      const { answer: given, sample } = back.step;
      if (given !== 'skip' && !(await mark(page, walk, sample, 'none'))) return;
      if (!isWanted()) return;
      setWalk(back.walk);
      setMessage(null);
      announce(`Taken back: “${done[given]}”. Again: ${placeWords(sample, title)}`);
    });
  const leave = () => {
    abandon();
    setWalk(null);
    setMessage(null);
    announce('The review is over. Every answer counts already.');
  };
  const start = (featureId: string) =>
    work((isWanted) => advance(startWalk(featureId), '', isWanted));
  return { walk, message, busy, start, answer, undo, leave };
}

/** The walk at its next sample, or why there is none. */
async function askNext(
  source: Source,
  uri: string,
  from: ReviewWalk,
): Promise<{ readonly walk: ReviewWalk; readonly why: string | null }> {
  const params = { uri, featureId: from.featureId, count: countToAsk(from) };
  const { samples, message } = await source.request('borderline', params);
  const walk = withNext(from, samples);
  const none = message ?? 'There are no more lines that would teach it much.';
  return { walk, why: walk.current === null ? none : null };
}

/** True when it was done; else it is said why not. */
async function mark(
  { source, noteChange, announce }: Page,
  { featureId }: ReviewWalk,
  { id, uri }: OwnRanked,
  sign: MarkSign,
): Promise<boolean> {
  const samples = { ids: numbersToBase64(Uint32Array.of(id)) };
  const result = await source.request('mark', { uri, samples, sign, featureId });
  if (result.done) noteChange();
  else announce(result.message);
  return result.done;
}

/** `Line 12, nearer to “pump talk” than 97.3 % of ordinary samples (cosine 0.21).` */
export function placeWords(sample: OwnRanked, title: string): string {
  return `Line ${sample.line + 1}, ${nearWords(sample, title)}.`;
}
