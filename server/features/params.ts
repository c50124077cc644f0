import * as v from 'valibot';
import type {
  ControlParams,
  EventLoopParams,
  FindingsParams,
  LatentsParams,
  SampleAction,
  VisibleLinesParams,
} from '../protocol.ts';

/** What the messages of `protocol.ts` have to be; any client may send anything. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** More than any window shows. */
const mostRanges = 1000;

export const visibleLinesSchema: v.GenericSchema<unknown, VisibleLinesParams> = v.object({
  uri: v.string(),
  ranges: v.pipe(v.array(v.object({ start: count, end: count })), v.maxLength(mostRanges)),
});

export const findingsSchema: v.GenericSchema<unknown, FindingsParams> = v.object({
  uri: v.exactOptional(v.string()),
  offset: v.exactOptional(count),
  limit: v.exactOptional(count),
});

export const latentsSchema: v.GenericSchema<unknown, LatentsParams> = v.object({
  uri: v.string(),
  line: count,
});

export const controlSchema: v.GenericSchema<unknown, ControlParams> = v.object({
  action: v.picklist(['scan', 'pause', 'resume', 'clear', 'cancel']),
  uri: v.exactOptional(v.string()),
});

export const eventLoopSchema: v.GenericSchema<unknown, EventLoopParams> = v.object({
  action: v.picklist(['start', 'stop']),
});

export const sampleActionSchema: v.GenericSchema<unknown, SampleAction> = v.object({
  uri: v.string(),
  line: count,
  contentHash: v.string(),
  reason: v.exactOptional(v.string()),
  risk: v.exactOptional(v.number()),
});
