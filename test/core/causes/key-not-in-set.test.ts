import { expect, test } from 'vitest';
import { keyNotInSet } from '../../../src/core/causes/key-not-in-set.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

test('is found in its example, and not in a good request', () => {
  expect(keyNotInSet.find(observe(keyNotInSet.example(kit)))?.facts).toEqual({ received: 'x' });
  expect(keyNotInSet.find(observe(kit.input()))).toBeUndefined();
});
