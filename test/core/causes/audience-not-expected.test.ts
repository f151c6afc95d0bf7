import { expect, test } from 'vitest';
import { audienceNotExpected } from '../../../src/core/causes/audience-not-expected.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

test('is found in its example, and not in a good request', () => {
  expect(audienceNotExpected.find(observe(audienceNotExpected.example(kit)))?.facts).toEqual({ received: 'x' });
  expect(audienceNotExpected.find(observe(kit.input()))).toBeUndefined();
});
