import type { OrdinaryView } from '../../../../server/own-feature-protocol.ts';
import { ordinaryWords } from '../../model/calibration-curve.ts';
import { samplesText } from '../../model/words.ts';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import { UndoButton } from '../own-features/own-choices.tsx';
import { useAnswer } from '../use-answer.ts';

/** How long changes have to rest before the reference is asked for again, in milliseconds. */
const rest = 200;

/** One's own ordinary data: what counts now, more of it, none of it. */
export function OrdinaryPart({ own }: { readonly own: Own }) {
  const { source, changes } = usePage();
  const { uri } = own;
  const answer = useAnswer(
    () => source.request('ordinary', { uri, change: null }),
    [source, uri, changes],
    rest,
  );
  const { value, trouble } = answer;
  return (
    <section class="calibration-ordinary-data" aria-label="Ordinary data">
      <h3>Ordinary data of your own</h3>
      {trouble !== null && <p class="own-trouble">{trouble}</p>}
      {value === null ? (
        trouble === null && <p class="soft">Asking which ordinary data counts…</p>
      ) : (
        <Reference view={value} />
      )}
      <div class="own-buttons">
        <button type="button" onClick={() => source.chooseOrdinary(uri)}>
          Add files…
        </button>
        {value !== null && value.files.length > 0 && (
          <button
            type="button"
            aria-disabled={own.busy}
            onClick={() =>
              void own.change(() => source.request('ordinary', { uri, change: { kind: 'clear' } }))
            }
          >
            Use none
          </button>
        )}
        <UndoButton own={own} />
      </div>
    </section>
  );
}

function Reference({ view }: { readonly view: OrdinaryView }) {
  const { reference, files, samples, message } = view;
  const words = ordinaryWords(view);
  return (
    <>
      <p>Reference in force: {reference}.</p>
      {files.length === 0 ? (
        <p class="soft">
          Add files that you know to be fine: false alarms are then counted on text like yours, and
          fewer fine lines are flagged.
        </p>
      ) : (
        <>
          <ul class="own-near" aria-label={`${samplesText(samples)} of ordinary data`}>
            {files.map((file) => (
              <li key={file.name}>
                <span class="own-why">{file.name}</span>
                <span class="soft own-number">{samplesText(file.samples)}</span>
              </li>
            ))}
          </ul>
          {words !== null && <p>{words}</p>}
        </>
      )}
      {message !== '' && <p class="soft">{message}</p>}
    </>
  );
}
