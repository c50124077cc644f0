import { describe, expect, it } from 'vitest';
import { parseScanOptions } from '../../../server/cli/options.ts';

describe('parseScanOptions', () => {
  it('has sound defaults', () => {
    expect(parseScanOptions(['a.jsonl'])).toEqual({
      files: ['a.jsonl'],
      report: 'text',
      pack: null,
      threshold: null,
      workers: 0,
      maxTokens: 16384,
      latents: 0,
      inputFormat: 'auto',
      store: null,
      ignore: true,
      features: [],
    });
  });

  it('reads every option', () => {
    const args =
      'a - --format json --pack p --threshold 0.5 --workers 2 --max-tokens 600 --latents 5 --input-format alpaca --store s --no-ignore';
    expect(parseScanOptions(args.split(' '))).toEqual({
      files: ['a', '-'],
      report: 'json',
      pack: 'p',
      threshold: 0.5,
      workers: 2,
      maxTokens: 600,
      latents: 5,
      inputFormat: 'alpaca',
      store: 's',
      ignore: false,
      features: [],
    });
  });

  it('takes what follows -- for files, and values that begin with a dash', () => {
    const { files, store } = parseScanOptions(['--store', '-s', '--', '--threshold', '-']);
    expect([files, store]).toEqual([['--threshold', '-'], '-s']);
  });

  it.each([
    [[], /Name at least one file/],
    [['a', '--threshold', '2'], /--threshold takes a number from 0 to 1, not '2'\.$/],
    [['a', '--threshold', 'high'], /--threshold takes a number/],
    [['a', '--threshold', ''], /--threshold takes a number/],
    [['a', '--format', 'xml'], /--format takes text, json, not 'xml'\.$/],
    [['a', '--input-format', 'csv'], /--input-format takes auto, openai-chat/],
    [['a', '--workers', '1.5'], /whole number/],
    [['a', '--workers', '-1'], /^--workers takes a number from 0 to \d+, not '-1'\.$/],
    [['a', '--threshold', '-1'], /^--threshold takes a number from 0 to 1, not '-1'\.$/],
    [['a', '--threshold=-0.5'], /^--threshold takes a number from 0 to 1, not '-0.5'\.$/],
    [['--threshold', 'a.jsonl'], /^--threshold takes a number from 0 to 1, not 'a.jsonl'\.$/],
    [['a', '--threshold'], /^--threshold needs a value\./],
    [['a', '--threshold', '--no-ignore'], /^--threshold needs a value\./],
    [['a', '-x'], /-x/],
    [['a', '--max-tokens', '3'], /from 512/],
    [['a', '--latents', '21'], /--latents takes a number from 0 to 20, not '21'\.$/],
    [['a', '--latents', '1.5'], /whole number/],
    [['a', '--colour'], /--colour/],
    [['-', '-'], /only once/],
    [['a', '--pack', ''], /--pack takes the path/],
  ])('says what is wrong with %j', (args, sentence) => {
    expect(() => parseScanOptions(args)).toThrow(sentence);
  });
});
