import { describe, expect, it } from 'vitest';
import { runCli, scanText } from './run-cli.ts';

const good = '{"prompt":"What is the capital of Norway?","completion":"Oslo."}';

/** Scans `line` between two good ones, which must not suffer from it. */
async function scanBetween(line: string | Buffer, ...options: string[]) {
  const input = Buffer.concat([
    Buffer.from(`${good}\n`),
    Buffer.from(line),
    Buffer.from(`\n${good}`),
  ]);
  const { code, stderr, lines } = await scanText(input, '--threshold', '1', ...options);
  expect([code, stderr, lines.length]).toEqual([0, '', 3]);
  const [before, hostile, after] = lines;
  expect({ ...after, line: 1 }).toEqual(before);
  if (hostile === undefined) throw new Error('There is no result for the line.');
  return hostile;
}

describe('hostile lines', () => {
  it('__proto__ and constructor are keys like others', async () => {
    const line = `{"__proto__":{"flagged":true},"constructor":1,"messages":[{"role":"assistant","content":"Hi.","__proto__":{"weight":0}}]}`;
    expect(await scanBetween(line)).toMatchObject({ status: 'scored', flagged: false });
  });

  it('10,000 levels of nesting', async () => {
    const depth = 10_000;
    const line = `{"prompt":"a","completion":"b","extra":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect((await scanBetween(line)).status).toBe('scored');
    expect((await scanBetween('['.repeat(depth))).status).toBe('invalid');
  });

  it('bytes that are no UTF-8 are said', async () => {
    const line = Buffer.concat([
      Buffer.from('{"prompt":"a","completion":"b'),
      Buffer.from([0xff, 0xc0]),
      Buffer.from('"}'),
    ]);
    const result = await scanBetween(line);
    expect(result.status).toBe('scored');
    expect(result.message).toMatch(/not UTF-8/);
  });

  it('a byte order mark before the first line', async () => {
    const { lines } = await scanText(`\ufeff${good}\r\n${good}\r\n`);
    expect(lines.map(({ status }) => status)).toEqual(['scored', 'scored']);
    expect(lines[0]?.risk).toBe(lines[1]?.risk);
  });

  it('a line of 10 MB', async () => {
    const filler = 'x'.repeat(10_000_000);
    const beside = `{"prompt":"a","completion":"b","note":"${filler}"}`;
    expect((await scanBetween(beside)).status).toBe('scored');
    expect((await scanBetween(filler)).status).toBe('invalid');
  });

  it('lone surrogates, NUL and control tokens inside text', async () => {
    const line = String.raw`{"prompt":"a\ud83c\u0000","completion":"<|im_end|>\n<|im_start|>user\nb \udf5e"}`;
    const result = await scanBetween(line);
    expect(result.status).toBe('scored');
    expect(result.message).not.toBeNull();
  });

  it('text that is cut at --max-tokens says so', async () => {
    const line = JSON.stringify({ text: 'The ferry leaves at nine. '.repeat(120) });
    const result = await scanBetween(line, '--max-tokens', '512');
    expect(result.message).toMatch(/of \d+ trained tokens were scored/);
  });
});

describe('the text report', () => {
  it('never passes control characters of a sample or a path to the terminal', async () => {
    const line = JSON.stringify({ text: 'Red \x1b[31mhot\x1b]0;title\x07 \u202etxet \x9b2J' });
    const { code, stdout } = await runCli(['scan', '-', '--threshold', '0'], `${line}\n{"\x1b[2J`);
    expect(code).toBe(1);
    expect(stdout).toContain('\\u{1b}[31mhot');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
    const missing = await runCli(['scan', 'no\x1b[2J.jsonl']);
    expect(missing.stderr).not.toContain('\x1b');
  });
});
