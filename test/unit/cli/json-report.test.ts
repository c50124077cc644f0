import { describe, expect, it } from 'vitest';
import { jsonLine } from '../../../server/cli/json-report.ts';

describe('jsonLine', () => {
  it('is one line for every program, and the same object again', () => {
    const text = Array.from({ length: 0xa1 }, (_, unit) => String.fromCharCode(unit)).join('');
    const value = { title: `${text}\u2028\u2029é`, threshold: 0.1 + 0.2 };
    const line = jsonLine(value);
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(line.at(-1)).toBe('\n');
    expect(JSON.parse(line)).toEqual(value);
  });
});
