import { describe, expect, it } from 'vitest';
import { addUnread, addUnscored } from '../../../../server/cli/report/skipped.ts';
import { WrongEncoding } from '../../../../server/cli/read-file-lines.ts';
import { SkippedLines } from '../../../../server/cli/skipped-lines.ts';
import type { MapSummary } from '../../../../server/map-protocol.ts';

const good = '{"prompt":"What is the capital of Norway?","completion":"Oslo."}';

describe('lines that a report passes over', () => {
  it('are those that hold no sample', async () => {
    const skipped = new SkippedLines();
    const text = ['', good, '{"broken', '{"rows":3}'].join('\r\n');
    await addUnread(skipped, 'a.jsonl', Buffer.from(`\ufeff${text}`));
    const said = skipped.describe().join('\n');
    expect(said).toContain('1 line is blank (a.jsonl:1).');
    expect(said).toMatch(/1 line could not be read:\n {2}a\.jsonl:3 {2}\S/);
    expect(said).toMatch(/1 line has no score:\n {2}a\.jsonl:4 {2}\S/);
  });

  it('a file in UTF-16 is none', async () => {
    const bytes = Buffer.from(`\ufeff${good}`, 'utf16le');
    await expect(addUnread(new SkippedLines(), 'a', bytes)).rejects.toThrow(WrongEncoding);
  });

  it('are those without a score and those that are ignored', () => {
    const lines = Buffer.alloc(12);
    [4, 0, 2].forEach((line, row) => lines.writeUInt32LE(line, 4 * row));
    const columns = {
      file: Buffer.from([0, 1, 1]).toString('base64'),
      line: lines.toString('base64'),
      // Scored; not scored and ignored; scored and ignored.
      flags: Buffer.from([8 + 1, 4, 8 + 4]).toString('base64'),
    };
    const skipped = new SkippedLines();
    addUnscored(skipped, ['a.jsonl', 'b.jsonl'], {
      columns,
      summary: { rows: 3 } as MapSummary,
    });
    expect(skipped.describe()).toEqual([
      '1 line is on the ignore list and never flagged (b.jsonl:3).',
      '1 line has no score:',
      '  b.jsonl:1  The sample has no score on the map; latent-lint scan says why.',
    ]);
  });
});
