import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairQueue } from '../../../src/core/encoding/fair-queue.ts';

const drained = (queue: ReturnType<typeof fairQueue<string>>) => {
  const all: string[] = [];
  for (let one = queue.take(); one !== undefined; one = queue.take()) all.push(one);
  return all;
};

describe('a fair queue', () => {
  it('lets networks take turns, and the applications of a network', () => {
    const queue = fairQueue<string>(10);
    for (const one of ['a1', 'a2', 'a3']) queue.add('flood', 'a', one);
    for (const one of ['b1', 'b2']) queue.add('flood', 'b', one);
    queue.add('other', 'a', 'c1');
    expect(drained(queue)).toEqual(['a1', 'c1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('forgets who has nothing waiting: whoever comes again comes last', () => {
    const queue = fairQueue<string>(10);
    queue.add('m', 'a', 'm1');
    expect(queue.take()).toBe('m1');
    queue.add('n', 'a', 'n1');
    queue.add('m', 'a', 'm2');
    expect(drained(queue)).toEqual(['n1', 'm2']);
  });

  it('drops, where it is full, the newest of who has the most', () => {
    const queue = fairQueue<string>(3);
    for (const one of ['a1', 'a2', 'a3']) queue.add('flood', 'a', one);
    expect(queue.add('flood', 'a', 'a4')).toBe('a4');
    expect(queue.add('flood', 'b', 'b1')).toBe('a3');
    expect(queue.add('other', 'a', 'c1')).toBe('a2');
    expect(new Set(drained(queue))).toEqual(new Set(['a1', 'b1', 'c1']));
  });

  it('drops what came last where others have as many', () => {
    const queue = fairQueue<string>(4);
    for (const [network, application, one] of [
      ['m', 'a', 'm1'],
      ['n', 'a', 'n1'],
      ['n', 'b', 'n2'],
      ['m', 'a', 'm2'],
    ] as const)
      queue.add(network, application, one);
    expect(queue.add('o', 'c', 'o1')).toBe('m2');
    expect(queue.add('o', 'c', 'o2')).toBe('o2');
    expect(queue.add('m', 'c', 'm3')).toBe('m3');
    expect(drained(queue)).toEqual(['m1', 'n1', 'o1', 'n2']);
  });

  it('leaves who had to give way in the same place of the row', () => {
    const queue = fairQueue<string>(4);
    for (const one of ['a1', 'a2']) queue.add('flood', 'a', one);
    queue.add('flood', 'b', 'b1');
    queue.add('other', 'a', 'c1');
    expect(queue.add('flood', 'a', 'a3')).toBe('a3');
    expect(queue.add('other', 'b', 'd1')).toBe('a2');
    expect(queue.take()).toBe('a1');
    expect(queue.take()).toBe('c1');
    expect(drained(queue)).toEqual(['b1', 'd1']);
  });

  it('keeps the first one of anybody, whatever another sends under whatever names', () => {
    const queue = fairQueue<string>(4);
    for (let n = 0; n < 50; n++) queue.add('flood', `application ${n}`, `flood ${n}`);
    expect(queue.add('other', 'own', 'mine')).not.toBe('mine');
    for (let n = 50; n < 99; n++) queue.add('flood', `application ${n}`, `flood ${n}`);
    expect(drained(queue)).toContain('mine');
  });

  it('counts who waits, of a network and of a name in it', () => {
    const queue = fairQueue<string>(9);
    for (const one of ['a1', 'a2']) queue.add('m', 'a', one);
    queue.add('m', 'b', 'b1');
    expect([queue.waiting('m'), queue.waiting('m', 'a'), queue.waiting('m', 'c'), queue.waiting('n')]).toEqual([
      3, 2, 0, 0,
    ]);
    expect(queue.waiting('n', 'a')).toBe(0);
    queue.take();
    expect([queue.waiting('m'), queue.waiting('m', 'a')]).toEqual([2, 1]);
  });

  it('gives one out of its turn', () => {
    const queue = fairQueue<string>(9);
    for (const one of ['a1', 'a2', 'a3']) queue.add('n', 'a', one);
    expect(queue.remove((one) => one === 'a2')).toBe('a2');
    expect(queue.remove((one) => one === 'a2')).toBeUndefined();
    expect(queue.remove((one) => one === 'a1')).toBe('a1');
    expect(drained(queue)).toEqual(['a3']);
  });

  it('gives the first of several that are asked for', () => {
    const queue = fairQueue<string>(9);
    for (const one of ['a1', 'a2', 'b1', 'b2']) queue.add('n', 'a', one);
    expect(queue.remove((one) => one.startsWith('b'))).toBe('b1');
    expect(drained(queue)).toEqual(['a1', 'a2', 'b2']);
  });

  it('holds what was added and neither dropped nor taken, at most so many as it may', () => {
    const step = fc.oneof(
      fc.record({ network: fc.constantFrom('m', 'n'), application: fc.constantFrom('a', 'b', 'c') }),
      fc.constant('take' as const),
      fc.nat(40),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = fairQueue<string>(5);
        const held = new Set<string>();
        steps.forEach((one, at) => {
          if (one === 'take') held.delete(queue.take() ?? '');
          else if (typeof one === 'number')
            expect(queue.remove((other) => other === `${one}`)).toBe(held.delete(`${one}`) ? `${one}` : undefined);
          else {
            held.add(`${at}`);
            held.delete(queue.add(one.network, one.application, `${at}`) ?? '');
          }
          expect(queue.size).toBe(held.size);
          expect(queue.size).toBeLessThanOrEqual(5);
        });
        expect(new Set(drained(queue))).toEqual(held);
      }),
    );
  });
});
