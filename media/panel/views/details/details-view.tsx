import './details.css';
import type { MapSample } from '../../../../server/map-protocol.ts';
import { rowFlags } from '../../../../server/map-protocol.ts';
import { hollowBelow } from '../../model/points.ts';
import type { Rows } from '../../model/rows.ts';
import { hasFlag, riskCell } from '../../model/sample-words.ts';
import { inSentence, shareText } from '../../model/words.ts';
import { useHover, usePage } from '../../page-context.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { useActionItems } from '../action-items.ts';
import { MarkButtons } from '../own-features/mark-buttons.tsx';
import { useSample } from '../use-sample.ts';
import { Latents, NearFeatures, Neighbours } from './near.tsx';
import { Turns } from './turns.tsx';

/** All about the sample under the pointer, or else the one that the keyboard is on. */
export function DetailsView() {
  const { rows, focusRow, source } = usePage();
  const { row: hovered } = useHover();
  const row = hovered ?? focusRow;
  const { sample, trouble } = useSample(row);
  if (rows === null || row === null) {
    return (
      <p class="details-state soft">
        Point at a sample, or click one to keep it here: its text, what it is near to and its line.
      </p>
    );
  }
  return (
    <article class="details">
      <Head rows={rows} row={row} />
      {trouble !== null && <p class="soft">{trouble}</p>}
      {!source.can('sample') && <RowOnly rows={rows} row={row} />}
      {sample !== null && <Sample key={sample.id} sample={sample} rows={rows} row={row} />}
    </article>
  );
}

function Head({ rows, row }: { readonly rows: Rows; readonly row: number }) {
  const { names, source, openLine } = usePage();
  const items = useActionItems([row]);
  const file = names.length > 1 ? `${names[rows.file[row] ?? 0] ?? ''}, ` : '';
  return (
    <header class="details-head">
      <h2>
        {file}line {(rows.line[row] ?? 0) + 1}
      </h2>
      {source.live && (
        <>
          <button type="button" onClick={() => openLine(row)}>
            <Icon name="goTo" />
            Go to line
          </button>
          <Menu name="Do something with this sample" items={items} class="bare">
            <Icon name="more" />
          </Menu>
        </>
      )}
    </header>
  );
}

/** What a saved map without its samples knows. */
function RowOnly({ rows, row }: { readonly rows: Rows; readonly row: number }) {
  const nearest = rows.summary.features[rows.nearestOfAll[row] ?? 255];
  return (
    <p>
      Risk: {riskCell(rows, row)} of ordinary samples
      {nearest !== undefined && <>, nearest to “{inSentence(nearest.title)}”</>}. The text is not in
      this saved map.
    </p>
  );
}

interface SampleProps {
  readonly sample: MapSample;
  readonly rows: Rows;
  readonly row: number;
}

function Sample({ sample, rows, row }: SampleProps) {
  const flagged = hasFlag(rows, row, rowFlags.flagged);
  const fidelity = rows.fidelity[row] ?? Number.NaN;
  return (
    <>
      <p class="details-message" data-flagged={flagged}>
        {sample.message}
      </p>
      {sample.ignored !== null && <p class="soft">Ignored: {sample.ignored}</p>}
      <MarkButtons marked={[row]} contentHash={sample.contentHash} />
      <Turns sample={sample} />
      <NearFeatures features={sample.features} />
      <Neighbours neighbours={sample.neighbours} rows={rows} />
      {fidelity < hollowBelow && (
        <p class="soft">
          Only {shareText(fidelity)} of its true neighbours are near it on the map: do not read
          anything from its place.
        </p>
      )}
      <Latents latents={sample.latents} />
    </>
  );
}
