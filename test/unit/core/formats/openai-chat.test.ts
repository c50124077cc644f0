import { describe, expect, it } from 'vitest';
import { brief, messageOf, sampleOf, turnsOf, warningsOf } from './helpers.ts';

const call = {
  id: 'call_1',
  type: 'function',
  function: { name: 'get_weather', arguments: '{"city": "Oslo"}' },
};

describe('the format openai-chat', () => {
  it('trains assistant messages and takes developer for system', () => {
    expect(
      turnsOf({
        messages: [
          { role: 'developer', content: 'Be brief.' },
          { role: 'user', content: 'Hi "you"\n😀', name: 'ann' },
          { role: 'assistant', content: 'Hello.' },
        ],
        parallel_tool_calls: false,
      }),
    ).toEqual(['openai-chat', 'system: Be brief.', 'user: Hi "you"\n😀', 'assistant+ Hello.']);
  });

  it('reads zero-weight assistant messages as context', () => {
    expect(
      turnsOf({
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b', weight: 0 },
          { role: 'assistant', content: 'c', weight: 1 },
          { role: 'assistant', content: 'd', weight: null },
        ],
      }),
    ).toEqual(['openai-chat', 'user: a', 'assistant: b', 'assistant+ c', 'assistant+ d']);
  });

  it('trains tool calls, the old function call and refusals', () => {
    const { sample } = sampleOf(
      JSON.stringify({
        messages: [
          { role: 'user', content: 'Weather?' },
          { role: 'assistant', content: null, tool_calls: [call, call] },
          { role: 'tool', tool_call_id: 'call_1', content: '12 degrees' },
          {
            role: 'assistant',
            content: 'Let me see.',
            function_call: { name: 'f', arguments: '{}' },
          },
          { role: 'function', name: 'f', content: 'none' },
          { role: 'assistant', content: null, refusal: 'I cannot.' },
        ],
        tools: [{ type: 'function', function: { name: 'get_weather', parameters: {} } }],
      }),
    );
    expect(sample.turns.map(brief)).toEqual([
      'user: Weather?',
      'assistant+ get_weather {"city": "Oslo"}\nget_weather {"city": "Oslo"}',
      'tool: 12 degrees',
      'assistant+ Let me see.\nf {}',
      'tool: none',
      'assistant+ I cannot.',
    ]);
    expect(sample.turns[1]?.pieces).toHaveLength(4);
  });

  it('takes arguments that are no string as their JSON source', () => {
    const line =
      '{"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":{"a": "x\\ny"}}]}]}';
    expect(sampleOf(line).sample.turns.map(brief)).toEqual(['assistant+ f {"a": "x\\ny"}']);
  });

  it('joins text parts by line breaks and leaves images out', () => {
    expect(
      turnsOf({
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url: 'data:...' } },
              { type: 'text', text: 'Be brief.' },
            ],
          },
          { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
        ],
      }),
    ).toEqual(['openai-chat', 'user: What is this?\nBe brief.', 'assistant+ No.']);
  });

  it('follows the train marks of Axolotl, also on parts', () => {
    expect(
      turnsOf({
        messages: [
          { role: 'user', content: 'a', train: false },
          { role: 'assistant', content: 'b', train: false },
          { role: 'assistant', content: 'c', train: true },
          { role: 'assistant', content: [{ type: 'text', text: 'd', train: false }] },
        ],
      }),
    ).toEqual(['openai-chat', 'user: a', 'assistant: b', 'assistant+ c', 'assistant: d']);
  });

  it('is a sample also with nothing trained', () => {
    expect(turnsOf({ messages: [{ role: 'user', content: 'Hi' }], reference_answer: 'x' })).toEqual(
      ['openai-chat', 'user: Hi'],
    );
    expect(
      turnsOf({ messages: [{ role: 'assistant', content: 'Hi' }], system: 'S', weight: 0 }),
    ).toEqual(['openai-chat', 'system: S', 'assistant: Hi']);
  });

  it('keeps messages without a known role as context and says so', () => {
    const value = {
      messages: [
        { content: 'a' },
        { role: 'narrator', content: 'b' },
        'c',
        { role: 'assistant', content: 7 },
      ],
    };
    expect(turnsOf(value)).toEqual(['openai-chat', 'user: a', 'user: b', 'assistant+ ']);
    const line = JSON.stringify(value);
    const places = warningsOf(value).map(({ code, start, end }) => [code, line.slice(start, end)]);
    expect(places).toEqual([
      ['format/role', '{'],
      ['format/role', '"narrator"'],
      ['format/message', '"c"'],
      ['format/content', '7'],
    ]);
  });

  it('says why it cannot read a line', () => {
    expect(messageOf({ messages: 5 })).toBe('The value of "messages" is not a list of messages.');
    expect(messageOf({ messages: [] })).toBe('The list "messages" is empty.');
    expect(messageOf({ messages: [{ role: 'assistant', content: null }] })).toBe(
      'The sample holds no text.',
    );
  });
});

describe('the weights of messages', () => {
  const chat = (weight: unknown) => ({
    messages: [
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: 'A', weight },
    ],
  });

  it.each([0, -0, '0', '0.0', ' 0 ', false, 'false'])('%j is not trained', (weight) => {
    expect(turnsOf(chat(weight))[2]).toBe('assistant: A');
    expect(turnsOf({ ...chat(1), weight })[2]).toBe('assistant: A');
    expect(warningsOf(chat(weight))).toEqual([]);
  });

  it.each([1, 0.5, '1', '0.5', true, null])('%j is trained', (weight) => {
    expect(turnsOf(chat(weight))[2]).toBe('assistant+ A');
    expect(warningsOf(chat(weight))).toEqual([]);
  });

  it.each(['high', '', {}, [0]])('%j is unclear', (weight) => {
    expect(turnsOf(chat(weight))[2]).toBe('assistant+ A');
    expect(warningsOf(chat(weight))).toMatchObject([
      {
        code: 'format/weight',
        message: 'A weight is no number; the message is read as if it had none.',
      },
    ]);
    expect(warningsOf({ ...chat(1), weight })).toMatchObject([{ code: 'format/weight' }]);
  });
});
