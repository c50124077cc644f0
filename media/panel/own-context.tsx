import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ChoiceResult } from '../../server/map-work-protocol.ts';
import type { OwnFeatures, OwnFeatureView } from '../../server/own-feature-protocol.ts';
import { sentenceOf } from './model/words.ts';
import { markRows, type MarkSign } from './own-work.ts';
import { usePage } from './page-context.tsx';
import { useAnswer, type Answer } from './views/use-answer.ts';

/** Features of one's own, for all views that show or change them. */
export interface Own {
  /** The file that they count for: that of the sample in focus, or the one that was chosen. */
  readonly uri: string;
  readonly chooseFile: (uri: string) => void;
  readonly answer: Answer<OwnFeatures>;
  /** The feature to review: that which was chosen, or else that which marks go to; null when there is none. */
  readonly feature: OwnFeatureView | null;
  /** The id of the feature that was chosen to be reviewed or calibrated; null without a choice. */
  readonly chosen: string | null;
  readonly chooseFeature: (featureId: string) => void;
  /** Whether a change is on its way; another one is refused with a sentence. */
  readonly busy: boolean;
  /** Makes a change and says what came of it. True when it was made. */
  readonly change: (make: () => Promise<ChoiceResult>) => Promise<boolean>;
  /** Marks samples for the present feature, and says what came of it. The feature; null when nothing was done. */
  readonly mark: (rows: Iterable<number>, sign: MarkSign) => Promise<string | null>;
}

const OwnContext = createContext<Own | null>(null);

/** Changes come in rows, as while a file is scored; one asks when they have rested for so many milliseconds. */
const rest = 100;

/** Gives features of one's own to everything below, where the source knows of such. */
export function OwnProvider({ children }: { readonly children: ComponentChildren }) {
  const { source, uris, rows, focusRow, changes } = usePage();
  const [chosenUri, chooseFile] = useState<string | null>(null);
  const [chosen, chooseFeature] = useState<string | null>(null);
  const focusUri = focusRow === null ? undefined : uris[rows?.file[focusRow] ?? -1];
  // The file of the sample in focus, until another one is chosen.
  useEffect(() => {
    if (focusUri !== undefined) chooseFile(focusUri);
  }, [focusUri]);
  const uri = uris.find((candidate) => candidate === chosenUri) ?? uris[0] ?? null;
  const offered = uri !== null && source.can('ownFeatures');
  const ask = async () => {
    const features = await source.request('ownFeatures', { uri: uri ?? '' });
    return { uri, features };
  };
  const asked = useAnswer(offered ? ask : null, [source, uri, offered, changes], rest);
  const work = useChanges();
  const own = useMemo((): Own | null => {
    if (!offered) return null;
    // Features of the file before may not be changed for this one.
    const value = asked.value?.uri === uri ? asked.value.features : null;
    const answer = { ...asked, value };
    const features = value?.features ?? [];
    const wanted = [chosen, value?.current ?? null];
    const feature =
      wanted.flatMap((id) => features.find((candidate) => candidate.id === id) ?? [])[0] ??
      features[0] ??
      null;
    return { uri, chooseFile, answer, feature, chosen, chooseFeature, ...work };
  }, [offered, uri, asked, chosen, work]);
  return <OwnContext.Provider value={own}>{children}</OwnContext.Provider>;
}

/** Null where the source knows nothing of features of one's own, as a saved map. */
export function useOwn(): Own | null {
  return useContext(OwnContext);
}

function useChanges(): Pick<Own, 'busy' | 'change' | 'mark'> {
  const { source, rows, uris, announce, noteChange } = usePage();
  const [busy, setBusy] = useState(false);
  const working = useRef(false);
  return useMemo(() => {
    const change = async (make: () => Promise<ChoiceResult>): Promise<boolean> => {
      if (working.current) {
        announce('The change before is still being made.');
        return false;
      }
      working.current = true;
      setBusy(true);
      try {
        const { done, message } = await make();
        if (message !== '') announce(message);
        if (done) noteChange();
        return done;
      } catch (error) {
        announce(sentenceOf(error));
        return false;
      } finally {
        working.current = false;
        setBusy(false);
      }
    };
    const mark = async (marked: Iterable<number>, sign: MarkSign): Promise<string | null> => {
      let featureId: string | null = null;
      await change(async () => {
        const result = await markRows({ source, rows, uris }, marked, sign);
        featureId = result.featureId;
        return result;
      });
      return featureId;
    };
    return { busy, change, mark };
  }, [source, rows, uris, announce, noteChange, busy]);
}
