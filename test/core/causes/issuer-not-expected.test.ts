import { expect, test } from 'vitest';
import { issuerNotExpected } from '../../../src/core/causes/issuer-not-expected.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

test('is found in its example, and not in a good request', () => {
  expect(issuerNotExpected.find(observe(issuerNotExpected.example(kit)))?.facts).toEqual({ received: 'x' });
  expect(issuerNotExpected.find(observe(kit.input()))).toBeUndefined();
});
