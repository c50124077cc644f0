import { useState } from 'preact/hooks';
import { rowFlags } from '../../../../server/map-protocol.ts';
import { numbersFromBase64 } from '../../model/base64.ts';
import { hasFlag } from '../../model/sample-words.ts';
import { shownRows } from '../../model/table-rows.ts';
import { samplesText, sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { usePicture } from '../../picture-context.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu, type MenuItem } from '../../parts/menu.tsx';
import { NearDialog } from './near-dialog.tsx';

const nearestCount = 50;

/** Ways to select without pointing. */
export function SelectMenu() {
  const { source, focusRow } = usePage();
  const [dialog, setDialog] = useState(false);
  const pick = usePicks();
  const noFocus = focusRow === null ? 'Click a sample first.' : null;
  const items: MenuItem[] = [
    { label: 'All that are shown', run: pick.shown },
    { label: 'All that are flagged', run: pick.flagged },
    { label: 'By nearness to a feature…', run: () => setDialog(true) },
  ];
  if (source.can('nearest')) {
    const label = `The ${nearestCount} nearest to this one`;
    items.push({ label, off: noFocus, run: () => void pick.nearest() });
  }
  items.push(
    { label: 'Invert', separated: true, run: pick.inverted },
    { label: 'Nothing', run: pick.nothing },
  );
  return (
    <>
      <Menu name="Select" items={items} class="bare">
        Select
        <Icon name="chevron" />
      </Menu>
      {dialog && <NearDialog close={() => setDialog(false)} />}
    </>
  );
}

function usePicks() {
  const { rows, selection, focusRow, source, target, select, selectIds, announce } = usePage();
  const picture = usePicture();
  const shown = () =>
    picture === null ? new Uint32Array() : shownRows(picture.rows, picture.hidden);
  const tell = (count: number) =>
    announce(count === 0 ? 'Nothing is selected.' : `${samplesText(count)} selected.`);
  const choose = (chosen: Iterable<number>) => {
    const found = [...chosen];
    select(found, 'replace');
    tell(found.length);
  };
  const nearest = async () => {
    const id = focusRow === null ? undefined : rows?.id[focusRow];
    if (id === undefined) return;
    try {
      const wanted = { ...target, id, count: nearestCount };
      const { ids, message } = await source.request('nearest', wanted);
      if (message === null) tell(selectIds([id, ...numbersFromBase64(ids)]));
      else announce(message);
    } catch (error) {
      announce(sentenceOf(error));
    }
  };
  return {
    nearest,
    shown: () => choose(shown()),
    flagged: () =>
      choose(rows === null ? [] : shown().filter((row) => hasFlag(rows, row, rowFlags.flagged))),
    inverted: () => choose(shown().filter((row) => !selection.has(row))),
    nothing: () => choose([]),
  };
}
