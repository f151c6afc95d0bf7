import { describe, expect, test } from 'vitest';
import { readTraceParent, writeTraceParent } from '../../../src/core/request/trace-parent.ts';

// The example of W3C Trace Context, §3.2.
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';
const read = (...values: string[]) => readTraceParent(values.map((value) => ['TraceParent', value]));

describe('a traceparent', () => {
  test('names the trace, the caller’s span, and whether it is recorded', () => {
    const recorded = { traceId: trace, parentId: span, isSampled: true };
    expect(read(`00-${trace}-${span}-01`)).toEqual(recorded);
    expect(read(`00-${trace}-${span}-00`)).toEqual({ ...recorded, isSampled: false });
    expect(read(`00-${trace}-${span}-ff`)).toEqual(recorded);
    expect(read(`00-${trace}-${span}-fe`)).toEqual({ ...recorded, isSampled: false });
    expect(writeTraceParent(recorded)).toBe(`00-${trace}-${span}-01`);
    expect(writeTraceParent({ ...recorded, isSampled: false })).toBe(`00-${trace}-${span}-00`);
  });

  test('of a version to come is read as far as it is known', () => {
    expect(read(`cc-${trace}-${span}-01-what-comes`)?.traceId).toBe(trace);
    expect(read(`cc-${trace}-${span}-01`)?.traceId).toBe(trace);
  });

  test.each([
    ['that is absent', []],
    ['that stands twice', [`00-${trace}-${span}-01`, `00-${trace}-${span}-01`]],
    ['of version ff', [`ff-${trace}-${span}-01`]],
    ['of version 00 with more behind it', [`00-${trace}-${span}-01-more`]],
    ['of a version to come without its dash', [`cc-${trace}-${span}-01.more`]],
    ['in capitals', [`00-${trace.toUpperCase()}-${span}-01`]],
    ['with a trace of zeros', [`00-${'0'.repeat(32)}-${span}-01`]],
    ['with a span of zeros', [`00-${trace}-${'0'.repeat(16)}-01`]],
    ['with a trace that is too short', [`00-${trace.slice(1)}-${span}-01`]],
    ['with something before it', [` 00-${trace}-${span}-01`]],
    ['without flags', [`00-${trace}-${span}`]],
  ])('%s is ignored', (_, values) => {
    expect(read(...values)).toBeUndefined();
  });

  test('in a header of another name is none', () => {
    expect(readTraceParent([['x-traceparent', `00-${trace}-${span}-01`]])).toBeUndefined();
  });
});
