import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClockSample, estimateOf, judgeClocks, offsetOf, type Witness } from '../../../src/cli/clock/offset.ts';
import { sntpRequest, sntpSample } from '../../../src/cli/clock/sntp.ts';

describe('the offset by HTTP dates', () => {
  const moment = fc.record({
    at: fc.double({ min: 1e9, max: 2e9, noNaN: true }),
    out: fc.double({ min: 0, max: 0.5, noNaN: true }),
    back: fc.double({ min: 0, max: 0.5, noNaN: true }),
  });

  test('is within its bound, however the way is divided, and more samples never widen it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.array(moment, { minLength: 1, maxLength: 8 }),
        (offset, moments) => {
          const samples = moments.map(({ at, out, back }): ClockSample => {
            return { sentAt: at - out, receivedAt: at + back, said: Math.floor(at + offset), within: 1 };
          });
          const found = offsetOf(samples);
          if (found === undefined) throw new Error('one clock contradicts itself');
          const { seconds, bound } = estimateOf(found);
          expect(Math.abs(seconds - offset)).toBeLessThanOrEqual(bound + 1e-6);
          const first = offsetOf(samples.slice(0, 1));
          expect(bound).toBeLessThanOrEqual(estimateOf(first ?? found).bound + 1e-9);
        },
      ),
    );
  });

  test('samples at ten fractions of a second bound it to a tenth', () => {
    const samples = Array.from({ length: 10 }, (_, index): ClockSample => {
      const at = 1_790_000_000 + index / 10;
      return { sentAt: at, receivedAt: at + 0.001, said: Math.floor(at + 42.05), within: 1 };
    });
    const { seconds, bound } = estimateOf(offsetOf(samples) ?? { atLeast: 0, atMost: 0 });
    expect(seconds).toBeCloseTo(42.05, 0);
    expect(bound).toBeLessThan(0.06);
  });

  test('two clocks under one name contradict each other', () => {
    const sample = (said: number): ClockSample => ({ sentAt: 100, receivedAt: 100.1, said, within: 1 });
    expect(offsetOf([sample(100), sample(160)])).toBeUndefined();
  });
});

describe('which clock is wrong', () => {
  const at = (name: string, seconds: number): Witness => ({
    name,
    offset: { atLeast: seconds - 0.5, atMost: seconds + 0.5 },
  });

  test.each<[string, Witness[], string]>([
    ['one that agrees', [at('a', 0.4)], 'agree'],
    ['one that differs: nobody decides', [at('a', 300)], 'cannot-tell'],
    ['two that agree against this one', [at('a', 300), at('b', 300.2)], 'this-clock'],
    ['one against this one and a third', [at('a', 300), at('b', 0)], 'other-clock'],
    ['all three differ', [at('a', 300), at('b', -300)], 'cannot-tell'],
    ['two against two', [at('a', 300), at('b', 300), at('c', 0)], 'cannot-tell'],
  ])('%s', (_, witnesses, kind) => expect(judgeClocks(witnesses, 1).kind).toBe(kind));
});

describe('SNTP', () => {
  const times = { sentAt: 1_790_000_000.25, receivedAt: 1_790_000_000.35 };
  const request = sntpRequest(times.sentAt);

  function answer(received: number, sent: number, change: { [at: number]: number } = {}): Uint8Array {
    const packet = new Uint8Array(48);
    packet[0] = (4 << 3) | 4;
    packet[1] = 2;
    packet.set(request.subarray(40, 48), 24);
    packet.set(sntpRequest(received).subarray(40, 48), 32);
    packet.set(sntpRequest(sent).subarray(40, 48), 40);
    for (const [at, value] of Object.entries(change)) packet[Number(at)] = value;
    return packet;
  }

  test('four times give the offset, the time in the server left out', () => {
    const sample = sntpSample(answer(times.sentAt + 5.03, times.sentAt + 5.07), request, times);
    if (typeof sample === 'string') throw new Error(sample);
    const { seconds, bound } = estimateOf(offsetOf([sample]) ?? { atLeast: 0, atMost: 0 });
    expect(seconds).toBeCloseTo(5, 3);
    expect(bound).toBeCloseTo(0.03, 3);
  });

  test('beyond 2036, when NTP begins to count again', () => {
    const late = { sentAt: 2_100_000_000, receivedAt: 2_100_000_000.1 };
    const own = sntpRequest(late.sentAt);
    const packet = answer(late.sentAt + 1, late.sentAt + 1);
    packet.set(own.subarray(40, 48), 24);
    expect(sntpSample(packet, own, late)).toMatchObject({ said: 2_100_000_001 });
  });

  test.each([
    ['short', new Uint8Array(12), /12 bytes/],
    ['a kiss of death', answer(1, 1, { 1: 0 }), /kiss of death/],
    ['not synchronised', answer(1, 1, { 0: (3 << 6) | 36 }), /not synchronised/],
    ['a client', answer(1, 1, { 0: 35 }), /not a server response/],
    ['another request', answer(1, 1, { 24: 0 }), /another request/],
    ['backwards', answer(times.sentAt + 1, times.sentAt), /backwards/],
  ])('%s is no sample', (_, packet, why) => expect(sntpSample(packet, request, times)).toMatch(why));
});
