import { describe, expect, it } from 'vitest';
import { render, type Frame } from '../../../../server/core/scoring/render.ts';

const frame: Frame = {
  turnStart: 1,
  turnEnd: 2,
  separator: [3],
  roles: { system: [10], user: [11], assistant: [12, 13], tool: [11] },
};

describe('render', () => {
  it('frames every turn and leaves out the first control token', () => {
    const { ids, spans } = render(
      [
        { role: 'tool', ids: [50, 51] },
        { role: 'assistant', ids: Int32Array.of(60) },
      ],
      frame,
    );
    expect([...ids]).toEqual([11, 3, 50, 51, 2, 3, 1, 12, 13, 3, 60, 2, 3]);
    expect(spans).toEqual([
      { start: 2, end: 4 },
      { start: 10, end: 11 },
    ]);
  });

  it('keeps the place of a turn without tokens', () => {
    const { ids, spans } = render([{ role: 'user', ids: [] }], frame);
    expect([...ids]).toEqual([11, 3, 2, 3]);
    expect(spans).toEqual([{ start: 2, end: 2 }]);
  });

  it('renders no turns as nothing', () => {
    expect(render([], frame)).toEqual({ ids: new Int32Array(0), spans: [] });
  });
});
