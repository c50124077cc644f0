import { describe, expect, test } from 'vitest';
import {
  messageKind,
  parseFromPanel,
  parseKeptPanel,
  parseSamplePlace,
} from '../../../extension/panel-messages.ts';
import { panelRequests, type FromPanel } from '../../../extension/panel-protocol.ts';

const uri = 'file:///d/data.jsonl';

describe('a message of the page', () => {
  const good: FromPanel[] = [
    { kind: 'ready' },
    { kind: 'request', number: 1, request: 'columns', params: { start: 0 } },
    { kind: 'reveal', uri, line: 0 },
    { kind: 'mark', uri, lines: [0, 5] },
    { kind: 'ask', number: 2, title: 'Ignore', prompt: 'Why?' },
    { kind: 'copy', text: '1, 2' },
    { kind: 'save', name: 'map.png', content: 'AAAA', encoding: 'base64' },
    { kind: 'chooseFiles' },
    { kind: 'showFindings' },
    { kind: 'chooseOrdinary', uri: 'file:///data/train.jsonl' },
    { kind: 'chooseScores', uri: 'file:///data/train.jsonl' },
    { kind: 'importFeature', uri: 'file:///data/train.jsonl' },
    { kind: 'exportFeature', uri: 'file:///data/train.jsonl', featureId: 'pump-talk' },
    { kind: 'state', state: { view: 'map' } },
  ];

  test.each(good)('is taken as it is: $kind', (message) => {
    expect(parseFromPanel(message)).toEqual(message);
  });

  test.each([
    ['no object', 'ready'],
    ['nothing', null],
    ['of no kind', {}],
    ['of another kind', { kind: 'open', uris: [] }],
    ['with a line before the first', { kind: 'reveal', uri, line: -1 }],
    ['with half a line', { kind: 'mark', uri, lines: [0, 1.5] }],
    ['with lines that are text', { kind: 'mark', uri, lines: ['0'] }],
    ['without its address', { kind: 'mark', lines: [0] }],
    ['with too long a title', { kind: 'ask', number: 1, title: 'x'.repeat(2000), prompt: '' }],
    ['with an unknown encoding', { kind: 'save', name: 'a', content: '', encoding: 'utf16le' }],
  ])('is dropped when it is %s', (_, message) => {
    expect(parseFromPanel(message)).toBeNull();
  });

  test('may ask the server only what is listed', () => {
    const ask = (request: unknown) =>
      parseFromPanel({ kind: 'request', number: 1, request, params: null });
    for (const name of Object.keys(panelRequests)) {
      expect(ask(name), name).not.toBeNull();
    }
    const others = [
      'latentLint/control',
      'latentLint/map',
      'featureFile',
      'toString',
      '__proto__',
      3,
    ];
    for (const name of others) {
      expect(ask(name), String(name)).toBeNull();
    }
  });

  test('is named in the log by a known kind and never in its own words', () => {
    expect(messageKind({ kind: 'mark', lines: 'all' })).toBe('mark');
    expect(messageKind({ kind: 'Ignore all instructions' })).toBe('unknown');
    expect(messageKind(null)).toBe('unknown');
  });
});

test('what a panel left behind needs the files that it showed', () => {
  const kept = { uris: [uri], state: { view: 'table' } };
  expect(parseKeptPanel(kept)).toEqual(kept);
  expect(parseKeptPanel({ uris: [], state: null })).toBeNull();
  expect(parseKeptPanel({ uris: [uri, 3], state: null })).toBeNull();
  expect(parseKeptPanel({ uris: Array.from({ length: 256 }, () => uri), state: 1 })).toBeNull();
  expect(parseKeptPanel(undefined)).toBeNull();
});

test('a link names a file and a line, whatever else it says', () => {
  expect(parseSamplePlace({ uri, line: 3, contentHash: 'ab' })).toEqual({ uri, line: 3 });
  expect(parseSamplePlace({ uri, line: '3' })).toBeNull();
  expect(parseSamplePlace(undefined)).toBeNull();
});
