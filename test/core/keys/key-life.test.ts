import { expect, test } from 'vitest';
import { keyStateAt, mayBecomeActive } from '../../../src/core/keys/key-life.ts';
import type { KeyState } from '../../../src/core/keys/key-state.ts';
import { isAccepted } from '../../../src/core/observe/candidate-keys.ts';

const NOW = 1000;
const table: readonly (readonly [KeyState, number | null, KeyState, boolean])[] = [
  ['draft', null, 'draft', true],
  ['active', null, 'active', true],
  ['retiring', NOW + 1, 'retiring', true],
  ['retiring', NOW, 'retiring', true],
  ['retiring', NOW - 1, 'revoked', true],
  ['retiring', null, 'revoked', true],
  ['revoked', NOW - 1, 'revoked', true],
  ['revoked', null, 'revoked', false],
];

test.each(table)('%s until %s is %s; may become active: %s', (state, expiresAt, shown, mayReturn) => {
  const key = { state, expiresAt };
  expect(keyStateAt(key, NOW)).toBe(shown);
  expect(mayBecomeActive(key)).toBe(mayReturn);
});

test('the state that is shown is the one that the gate goes by', () => {
  for (const [state, expiresAt] of table) {
    const shown = keyStateAt({ state, expiresAt }, NOW);
    const accepted = isAccepted({ state, ...(expiresAt !== null && { expiresAt }) }, NOW);
    expect(accepted).toBe(shown === 'active' || shown === 'retiring');
  }
});

test('without a clock, a key that retires at some time counts', () => {
  expect(isAccepted({ state: 'retiring', expiresAt: NOW }, undefined)).toBe(true);
  expect(isAccepted({ state: 'retiring' }, undefined)).toBe(false);
});
