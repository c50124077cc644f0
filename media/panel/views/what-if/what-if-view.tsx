import '../harm-colours.css';
import './what-if.css';
import { useState } from 'preact/hooks';
import type { MapWhatIf } from '../../../../server/map-work-protocol.ts';
import { numbersToBase64 } from '../../model/base64.ts';
import { riskiestRows } from '../../model/riskiest.ts';
import { idsOf } from '../../model/selection.ts';
import { budgetShare, removalWords } from '../../model/what-if-text.ts';
import { countText, samplesText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { useAnswer, type Answer } from '../use-answer.ts';
import { Drift } from './drift.tsx';
import { Losses } from './losses.tsx';
import { WhatChoice, type What } from './what-choice.tsx';

/** After selection and budget have rested for so many milliseconds, the server is asked. */
const rest = 300;

/** What removing samples would change: the drift toward each feature, and what is lost. */
export function WhatIfView() {
  const { source, rows, summary, selection, trouble } = usePage();
  const [chosen, setChosen] = useState<What['kind'] | null>(null);
  const [budget, setBudget] = useState('5');
  const fallback = source.live && selection.count > 0 ? 'selection' : 'budget';
  const what: What = { kind: chosen ?? fallback, budget };
  const answer = useWhatIf(what);
  if (!source.can('whatIf')) return <State>This saved map holds no estimates.</State>;
  if (summary === null || rows === null) {
    return <State>{trouble ?? 'Estimates can be made when the map is there.'}</State>;
  }
  return (
    <div class="what-if">
      <WhatChoice
        what={what}
        onChange={(next) => {
          setChosen(next.kind);
          setBudget(next.budget);
        }}
      />
      <Result what={what} answer={answer} />
      <p class="what-if-note">
        This is a first-order estimate of how fine-tuning on the data pushes the model: the mean
        cosine of the samples, weighted by their trained tokens. It is not a measurement of a
        fine-tuned model.
      </p>
    </div>
  );
}

/** Asks again whenever the map, the selection or the budget has changed. */
function useWhatIf({ kind, budget }: What): Answer<MapWhatIf> {
  const { source, rows, target, selection } = usePage();
  const share = budgetShare(budget);
  const bySelection = kind === 'selection';
  const answerable =
    rows !== null &&
    source.can('whatIf') &&
    (bySelection ? selection.count > 0 && selection.mask.length === rows.count : share !== null);
  const ask = (): Promise<MapWhatIf> =>
    source.request('whatIf', {
      ...target,
      ids: bySelection && rows !== null ? numbersToBase64(idsOf(rows, selection.rows())) : null,
      riskiestShare: bySelection ? 0 : (share ?? 0),
    });
  const inputs = [source, rows, kind, bySelection ? selection : share, answerable];
  return useAnswer(answerable ? ask : null, inputs, rest);
}

function Result({ what, answer }: { readonly what: What; readonly answer: Answer<MapWhatIf> }) {
  const { selection } = usePage();
  if (what.kind === 'selection' && selection.count === 0) {
    return <State>Nothing is selected. Select samples on the map, or choose a budget.</State>;
  }
  if (what.kind === 'budget' && budgetShare(what.budget) === null) {
    return <State>The budget is a number from 0.1 to 50.</State>;
  }
  if (answer.trouble !== null) return <State>{answer.trouble}</State>;
  const result = answer.value;
  if (result === null) return <State>Estimating …</State>;
  if (result.samples === 0) return <State>No trained sample has a score yet.</State>;
  return (
    <div
      class={answer.pending ? 'what-if-result what-if-pending' : 'what-if-result'}
      aria-busy={answer.pending}
    >
      <p class="what-if-removal">{removalWords(result)}</p>
      {result.removed === 0 ? null : <Actions what={what} result={result} busy={answer.pending} />}
      <Drift result={result} />
      <Losses result={result} />
    </div>
  );
}

function Actions({
  what,
  result,
  busy,
}: {
  readonly what: What;
  readonly result: MapWhatIf;
  readonly busy: boolean;
}) {
  const { source, rows, selection, select, perform, announce } = usePage();
  if (rows === null) return null;
  const bySelection = what.kind === 'selection';
  const meant = (): Iterable<number> =>
    bySelection ? selection.rows() : riskiestRows(rows, result.removed);
  const count = bySelection ? selection.count : result.removed;
  const these = count === 1 ? 'this sample' : `these ${samplesText(count)}`;
  return (
    <div class="what-if-actions">
      {bySelection ? null : (
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            select(meant(), 'replace');
            announce(`Selected the riskiest ${countText(count)}.`);
          }}
        >
          Select {these}
        </button>
      )}
      {source.can('act') ? (
        <button type="button" disabled={busy} onClick={() => void perform('remove', meant())}>
          Remove {these}
        </button>
      ) : null}
    </div>
  );
}

function State({ children }: { readonly children: string }) {
  return <p class="what-if-state">{children}</p>;
}
