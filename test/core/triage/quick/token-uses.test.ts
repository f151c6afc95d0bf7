import { expect, test } from 'vitest';
import { hashOfBytes, hashOfText, TokenUses } from '../../../../src/core/triage/quick/token-uses.ts';

test('the first use of a token is known, until its application is seen to use one again', () => {
  const uses = new TokenUses();
  expect(uses.firstUse('a', hashOfText('x'), 10)).toBeUndefined();
  uses.accept('a', hashOfText('x'), 5);
  uses.accept('b', hashOfText('y'), 0);
  expect(uses.firstUse('a', hashOfText('x'), 10)).toBe(5);
  expect(uses.firstUse('a', hashOfText('x'), 5)).toBe(5);
  expect(uses.firstUse('a', hashOfText('x'), 4)).toBeUndefined();
  expect(uses.firstUse('b', hashOfText('y'), 0)).toBe(0);
  expect(uses.firstUse('b', hashOfText('x'), 10)).toBeUndefined();
  expect(uses.firstUse('ax', hashOfText(''), 10)).toBeUndefined();
  uses.accept('a', hashOfText('x'), 6);
  expect(uses.firstUse('a', hashOfText('x'), 10)).toBeUndefined();
  uses.accept('a', hashOfText('z'), 7);
  expect(uses.firstUse('a', hashOfText('z'), 10)).toBeUndefined();
  expect(uses.firstUse('b', hashOfText('y'), 0)).toBe(0);
});

test('of more tokens than there are places the newest are known, and none is taken for another', () => {
  const uses = new TokenUses();
  const jti = (index: number) => `0f8fad5b-d9cb-469f-a165-${(100_000_000_000 + index).toString(16).padStart(12, '0')}`;
  const application = (index: number) => `application ${index % 50}`;
  const count = 300_000;
  for (let index = 0; index < count; index++) uses.accept(application(index), hashOfText(jti(index)), index);
  const known = (from: number, to: number) => {
    let found = 0;
    for (let index = from; index < to; index++) {
      const at = uses.firstUse(application(index), hashOfText(jti(index)), count);
      if (at !== undefined) found++;
      expect(at ?? index).toBe(index);
    }
    return found / (to - from);
  };
  expect(known(count - 5000, count)).toBeGreaterThan(0.9);
  expect(known(0, 5000)).toBeLessThan(0.1);
  for (let index = count; index < count + 5000; index++)
    expect(uses.firstUse(application(index), hashOfText(jti(index)), count)).toBeUndefined();
});

test('a name has one hash, as text and as bytes', () => {
  for (const name of ['', 'a', 'b', '0f8fad5b-d9cb-469f-a165-70867728950e', 'x'.repeat(1000)])
    expect(hashOfBytes(Buffer.from(`"${name}"`), 1, name.length + 1)).toBe(hashOfText(name));
  const names = Array.from({ length: 20_000 }, (_, index) => [`${index}`, `${index}.`, `é${index}`]).flat();
  const hashes = names.map(hashOfText);
  expect(new Set(hashes).size).toBe(names.length);
  expect(hashes.every(Number.isSafeInteger)).toBe(true);
});
