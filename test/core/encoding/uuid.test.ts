import { expect, test } from 'vitest';
import { isUuid, UUID } from '../../../src/core/encoding/uuid.ts';

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

test('an id is a UUID in lower case, and nothing beside it', () => {
  expect(isUuid(ID)).toBe(true);
  const others = [
    ID.toUpperCase(),
    ` ${ID}`,
    `${ID}\n`,
    ID.slice(1),
    ID.replaceAll('-', ''),
    `{${ID}}`,
    ID.replace('7', 'g'),
  ];
  expect(others.filter(isUuid)).toEqual([]);
});

test('the pattern takes either case', () => {
  expect([UUID.test(ID), UUID.test(ID.toUpperCase()), UUID.test(`${ID}0`)]).toEqual([true, true, false]);
});
