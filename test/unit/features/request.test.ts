import { expect, test } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
} from 'vscode-languageserver';
import { control } from '../../../server/features/control.ts';
import { findings } from '../../../server/features/findings.ts';
import {
  controlSchema,
  eventLoopSchema,
  findingsSchema,
  sampleActionSchema,
  visibleLinesSchema,
} from '../../../server/features/params.ts';
import { request } from '../../../server/features/request.ts';
import type { ControlParams, FindingsParams } from '../../../server/protocol.ts';
import { ScoresNotRemoved } from '../../../server/store/score-store.ts';
import * as v from 'valibot';
import { scan, textLine } from './scanned.ts';

test.each<[string, v.GenericSchema<unknown, unknown>, unknown, boolean]>([
  ['visibleLines', visibleLinesSchema, { uri: 'a', ranges: [{ start: 0, end: 9 }] }, true],
  ['visibleLines', visibleLinesSchema, { uri: 'a', ranges: 7 }, false],
  ['visibleLines', visibleLinesSchema, { uri: 'a', ranges: [{ start: -1, end: 1.5 }] }, false],
  ['findings', findingsSchema, {}, true],
  ['findings', findingsSchema, { uri: 'a', offset: 0, limit: 10 }, true],
  ['findings', findingsSchema, { limit: '10' }, false],
  ['findings', findingsSchema, null, false],
  ['control', controlSchema, { action: 'pause' }, true],
  ['control', controlSchema, { action: 'explode' }, false],
  ['eventLoop', eventLoopSchema, { action: 'start' }, true],
  ['eventLoop', eventLoopSchema, { action: 'explode' }, false],
  ['an action', sampleActionSchema, { uri: 'a', line: 0, contentHash: 'b' }, true],
  ['an action', sampleActionSchema, { uri: 'a', line: -1, contentHash: 'b' }, false],
])('parameters of %s are checked', (_, schema, params, expected) => {
  expect(v.is(schema, params)).toBe(expected);
});

test('a request with other parameters is refused and does nothing', async () => {
  const { context, file } = await scan([textLine('0.45')]);
  const handler = request<ControlParams, null>(
    'control',
    () => context,
    (params, ready) => control(params, ready, { clear: () => Promise.resolve() }),
    controlSchema,
  );
  const bad = { action: 'cancel', uri: 5 } as unknown as ControlParams;
  expect(await handler(bad, CancellationToken.None)).toMatchObject({
    code: ErrorCodes.InvalidParams,
  });
  expect(file.cancelled).toBe(false);
  expect(await handler({ action: 'cancel' }, CancellationToken.None)).toBeNull();
  expect(file.cancelled).toBe(true);
});

test('scores that could not be removed are reported, and the samples are scored again', async () => {
  const { context, file } = await scan([textLine('0.45')]);
  let forgotten = 0;
  file.forgetReadings = () => void (forgotten += 1);
  const sentence = 'Not all stored scores could be removed: EACCES.';
  const handler = request<ControlParams, null>(
    'control',
    () => context,
    (params, ready) =>
      control(params, ready, { clear: () => Promise.reject(new ScoresNotRemoved(sentence)) }),
    controlSchema,
  );
  const answer = await handler({ action: 'clear' }, CancellationToken.None);
  expect(answer).toMatchObject({ code: LSPErrorCodes.RequestFailed, message: sentence });
  expect(forgotten).toBe(1);
});

test('a list of findings that nobody waits for any more is left', async () => {
  const { context } = await scan(Array.from({ length: 10 }, (_, at) => textLine(`0.45 ${at}`)));
  const source = new CancellationTokenSource();
  let described = 0;
  const of = context.details.of.bind(context.details);
  context.details.of = (...given) => {
    if ((described += 1) === 3) source.cancel();
    return of(...given);
  };
  const handler = request<FindingsParams, unknown>('findings', () => context, findings);
  expect(await handler({}, source.token)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(described).toBe(3);
});
