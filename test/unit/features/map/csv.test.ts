import { expect, test } from 'vitest';
import { csvRow } from '../../../../server/features/map/csv.ts';

test('quotes what needs quotes, and defuses formulas but not numbers', () => {
  expect(csvRow(['plain', 'a,b', 'say "x"', 'two\nlines', null, -0.5])).toBe(
    'plain,"a,b","say ""x""","two\nlines",,-0.5\r\n',
  );
  expect(csvRow(['=1+1', '+1', '-1', '@x', '\tx', '=a,"b"'])).toBe(
    `'=1+1,'+1,'-1,'@x,'\tx,"'=a,""b"""\r\n`,
  );
});
