import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerCounter } from '../../src/http/server/answer-counts.ts';

const answer = fc.record({
  method: fc.constantFrom('GET', 'POST', 'BREW'),
  route: fc.constantFrom('/gate', '/v1/calls'),
  status: fc.constantFrom(204, 401),
  seconds: fc.constantFrom(0.0005, 0.25, 20),
  next: fc.constantFrom('nothing', 'counts', 'take'),
});

test('every answer is counted once, by its labels and its time, however often it is asked meanwhile', () => {
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 30 }), (answers) => {
      const counter = answerCounter();
      const whole = answerCounter();
      const wanted = new Map<string, number>();
      for (const { method, route, status, seconds, next } of answers) {
        counter.count(method, route, status, seconds);
        const labels = `${method === 'BREW' ? 'other' : method} ${status} ${route}`;
        wanted.set(labels, (wanted.get(labels) ?? 0) + 1);
        if (next === 'counts') counter.counts();
        if (next === 'take') whole.add(counter.take());
      }
      whole.add(counter.take());
      const { answered, times } = whole.counts();
      expect(new Map(answered)).toEqual(wanted);
      for (const route of ['/gate', '/v1/calls']) {
        const own = answers.filter((one) => one.route === route);
        if (own.length === 0) continue;
        const buckets = times.get(route)?.buckets ?? [];
        expect(buckets.reduce((sum, count) => sum + count, 0)).toBe(own.length);
        expect(times.get(route)?.sum).toBeCloseTo(own.reduce((sum, { seconds }) => sum + seconds, 0));
      }
    }),
  );
});
