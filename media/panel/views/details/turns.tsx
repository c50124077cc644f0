import { useMemo, useState } from 'preact/hooks';
import type { MapHeat, MapSample, MapTurn } from '../../../../server/map-protocol.ts';
import { firstPart, heatLevels, piecesOf, type Piece } from '../../model/marked-text.ts';
import { sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';

type Heats = ReturnType<typeof heatLevels>;

/** The turns of a sample, as text, with the sentence that carries the risk; on demand what each word weighs. */
export function Turns({ sample }: { readonly sample: MapSample }) {
  const { source } = usePage();
  const { heat, load, pending, trouble } = useHeat(sample);
  const heats = useMemo(() => (heat === null ? [] : heatLevels(heat.tokens)), [heat]);
  return (
    <section class="details-part" aria-label="Text">
      {sample.turns.map((turn, index) => (
        <Turn
          key={index}
          turn={turn}
          sentence={sample.sentence?.turn === index ? sample.sentence : null}
          heats={heats.filter(({ turn: of }) => of === index)}
        />
      ))}
      {source.can('heat') && heats.length === 0 && (
        <button type="button" disabled={pending} onClick={load}>
          {pending ? 'Asking the model…' : 'Show what each word weighs'}
        </button>
      )}
      {heats.length > 0 && <HeatLegend />}
      {trouble !== null && <p class="soft">{trouble}</p>}
    </section>
  );
}

function Turn({
  turn: { role, text, trained, rejected },
  sentence,
  heats,
}: {
  readonly turn: MapTurn;
  readonly sentence: MapSample['sentence'];
  readonly heats: Heats;
}) {
  const [whole, setWhole] = useState(false);
  const first = useMemo(() => firstPart(text, sentence), [text, sentence]);
  const part = whole ? { start: 0, end: text.length } : first;
  const pieces = useMemo(
    () => piecesOf(text, part, sentence, heats),
    [text, part.start, part.end, sentence, heats],
  );
  const isLong = first.start > 0 || first.end < text.length;
  return (
    <div class="turn" data-trained={trained}>
      <p class="turn-role">
        <span>{role}</span>
        <span class="soft">
          {rejected ? 'rejected answer' : trained ? 'trained' : 'not trained'}
        </span>
      </p>
      <p class="turn-text">
        {part.start > 0 && <span class="soft">… </span>}
        {pieces.map((piece, index) => (
          <PieceText key={index} piece={piece} />
        ))}
        {part.end < text.length && <span class="soft"> …</span>}
      </p>
      {isLong && (
        <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole
            ? 'Show less'
            : `Show all of it (${text.length.toLocaleString('en-US')} characters)`}
        </button>
      )}
    </div>
  );
}

function PieceText({ piece: { text, marked, heat } }: { readonly piece: Piece }) {
  if (heat !== null) {
    const title = `Weighs more than about ${heat * 10} % of this sample’s words`;
    return (
      <span class={`heat heat-${heat}`} data-marked={marked} title={title}>
        {text}
      </span>
    );
  }
  return marked ? <mark>{text}</mark> : text;
}

function HeatLegend() {
  return (
    <p class="heat-legend soft">
      weighs least
      {[1, 3, 5, 7, 9].map((heat) => (
        <span key={heat} class={`heat heat-swatch heat-${heat}`} />
      ))}
      most, within this sample
    </p>
  );
}

function useHeat(sample: MapSample) {
  const { source, target } = usePage();
  const [heat, setHeat] = useState<MapHeat | null>(null);
  const [pending, setPending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const load = () => {
    setPending(true);
    setTrouble(null);
    source
      .request('heat', { ...target, id: sample.id })
      .then(
        (answer) => {
          setHeat(answer);
          setTrouble(answer.message);
        },
        (error: unknown) => setTrouble(sentenceOf(error)),
      )
      .finally(() => setPending(false));
  };
  return { heat, load, pending, trouble };
}
