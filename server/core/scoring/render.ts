import type { Range, Role } from '../sample.ts';

/** A turn whose text is tokens. */
interface TokenTurn {
  readonly role: Role;
  readonly ids: ArrayLike<number>;
}

/** Token ids of everything in a rendered sequence that is not a turn's text. */
export interface Frame {
  /** `<|im_start|>` */
  readonly turnStart: number;
  /** `<|im_end|>` */
  readonly turnEnd: number;
  /** The line break after a role and after a turn. */
  readonly separator: readonly number[];
  readonly roles: Readonly<Record<Role, readonly number[]>>;
}

/** A sequence as the graph reads it. */
export interface Rendering {
  /** Token ids without the first `<|im_start|>`, which is part of the graph. */
  readonly ids: Int32Array;
  /** The place of each turn's text in `ids`. The token before it is the last of the turn's header. */
  readonly spans: readonly Range[];
}

/** Puts header, text and footer of every turn into one sequence (docs/pack-format.md, "Rendering"). */
export function render(turns: readonly TokenTurn[], frame: Frame): Rendering {
  const headers = turns.map(({ role }) => [
    frame.turnStart,
    ...frame.roles[role],
    ...frame.separator,
  ]);
  const footer = [frame.turnEnd, ...frame.separator];
  const length = turns.reduce(
    (sum, { ids }, at) => sum + (headers[at]?.length ?? 0) + ids.length + footer.length,
    0,
  );
  const all = new Int32Array(length);
  const spans: Range[] = [];
  let at = 0;
  const append = (ids: ArrayLike<number>): void => {
    all.set(ids, at);
    at += ids.length;
  };
  turns.forEach(({ ids }, index) => {
    append(headers[index] ?? []);
    const start = at - 1;
    append(ids);
    spans.push({ start, end: at - 1 });
    append(footer);
  });
  return { ids: all.subarray(1), spans };
}
