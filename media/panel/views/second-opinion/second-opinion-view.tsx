import '../own-features/own.css';
import './second-opinion.css';
import type { Opinion, SecondOpinion } from '../../../../server/own-feature-protocol.ts';
import { agreementWords, figureWords } from '../../model/opinion-words.ts';
import { inSentence, samplesText } from '../../model/words.ts';
import { useOwn } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import { State } from '../own-features/own-state.tsx';
import { useAnswer, type Answer } from '../use-answer.ts';
import { AgreementTable } from './agreement-table.tsx';
import { Disagreement } from './disagreement.tsx';

/** How long changes have to rest before the opinions are asked for again, in milliseconds. */
const rest = 200;

/** What other ways to look at the same samples say, and where they disagree with the geometry. */
export function SecondOpinionView() {
  const { source, uris, trouble } = usePage();
  const answer = useOpinions();
  if (!source.can('secondOpinion')) {
    return (
      <State>This is a saved map: it holds no second opinion. Open the file in the editor.</State>
    );
  }
  if (answer.value === null) {
    return <State>{answer.trouble ?? trouble ?? 'Asking for second opinions…'}</State>;
  }
  const [first] = uris;
  const { opinions, message, problems } = answer.value;
  return (
    <div class="own" aria-busy={answer.pending}>
      <p class="soft">
        Keywords, or another tool’s scores, beside the geometry of activations: each opinion flags
        as many samples as the geometry does, and you see what each of them adds. Imported scores
        are kept beside the data, in <code>.latent-lint/scores</code>, until you forget them.
      </p>
      {first !== undefined && (
        <div>
          <button type="button" onClick={() => source.chooseScores(first)}>
            Import scores…
          </button>
        </div>
      )}
      {[message, answer.trouble, ...problems].map(
        (sentence) =>
          sentence !== null && (
            <p key={sentence} class="own-warning" role="status">
              {sentence}
            </p>
          ),
      )}
      {opinions.length === 0 && (
        <p class="soft">
          There is no second opinion yet: the pack brings no keywords, and no scores were imported.
        </p>
      )}
      {opinions.map((opinion) => (
        <OpinionPart key={opinion.id} opinion={opinion} />
      ))}
    </div>
  );
}

function useOpinions(): Answer<SecondOpinion> {
  const { source, target, uris, changes } = usePage();
  const offered = source.can('secondOpinion') && uris.length > 0;
  const ask = () => source.request('secondOpinion', { ...target, importPath: null, forget: null });
  return useAnswer(offered ? ask : null, [source, uris, offered, changes], rest);
}

function OpinionPart({ opinion }: { readonly opinion: Opinion }) {
  const { id, title, samples, message, geometryOnlySamples, opinionOnlySamples } = opinion;
  return (
    <section class="opinion" aria-label={title}>
      <div class="opinion-head">
        <h3>{title}</h3>
        {id !== 'keywords' && <ForgetButton opinion={opinion} />}
      </div>
      <p class="soft">
        {message} It has a score for {samplesText(samples)}.
      </p>
      <AgreementTable opinion={opinion} />
      <p>{agreementWords(opinion)}</p>
      {figureWords(opinion).map((words) => (
        <p key={words} class="soft">
          {words}
        </p>
      ))}
      <Disagreement title="Geometry only" samples={geometryOnlySamples} />
      <Disagreement title={`${title} only`} samples={opinionOnlySamples} />
    </section>
  );
}

/** Imported scores can be imported again, so that forgetting needs no question. */
function ForgetButton({ opinion: { id, title } }: { readonly opinion: Opinion }) {
  const { source, target } = usePage();
  const own = useOwn();
  if (own === null) return null;
  const forget = async () => {
    const params = { ...target, importPath: null, forget: id };
    const { message } = await source.request('secondOpinion', params);
    const words = message ?? `The scores of “${inSentence(title)}” are forgotten.`;
    return { done: message === null, message: words };
  };
  return (
    <button type="button" aria-disabled={own.busy} onClick={() => void own.change(forget)}>
      Forget<span class="unseen"> the scores of {title}</span>
    </button>
  );
}
