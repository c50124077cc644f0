import { describe, expect, it } from 'vitest';
import { StandardError } from '../../../server/inference/standard-error.ts';

const heap = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
const onnx =
  '2026-01-02 03:04:05.678901234 [E:onnxruntime:, sequential_executor.cc:514 ExecuteKernel]';

/** What is told of a process that writes this once it has samples. */
function withSamples(...written: string[]): string {
  const error = new StandardError();
  error.samplesBegin();
  for (const text of written) error.take(text);
  return error.words;
}

describe('the standard error of a scoring process', () => {
  it('is told as it is while the process has no sample', () => {
    const error = new StandardError();
    error.take("Error: Cannot find module 'onnx");
    error.take("runtime-node'\n");
    error.samplesBegin();
    error.take('a letter');
    expect(error.words).toBe(
      "Error: Cannot find module 'onnxruntime-node' (1 line of its standard error could hold text.)",
    );
  });

  it.each([heap, "terminate called after throwing an instance of 'std::bad_alloc'", onnx])(
    'tells a line of a known form: %s',
    (line) => {
      expect(withSamples(`${line}\n`)).toBe(line);
      expect(withSamples(line.slice(0, 30), `${line.slice(30)}\r\n`)).toBe(line);
    },
  );

  it('leaves out the message of onnxruntime', () => {
    expect(withSamples(`${onnx} a letter\n`)).toBe(onnx);
  });

  it.each([
    'a letter',
    '    at a letter (a.js:1:2)',
    `${heap} a letter`,
    `a letter ${heap}`,
    'a letter '.repeat(1000),
  ])('only counts a line of another form', (line) => {
    expect(withSamples(`${line}\n\n`, line)).toBe(
      '(2 lines of its standard error could hold text.)',
    );
  });

  it('keeps the end of what is told', () => {
    const error = new StandardError();
    error.take(`first\n${'x'.repeat(5000)}\nlast\n`);
    expect(error.words).toMatch(/^x+\nlast$/);
    expect(error.words.length).toBeLessThanOrEqual(2000);
  });

  it('says nothing of a process that wrote nothing', () => {
    expect(withSamples()).toBe('');
  });
});
