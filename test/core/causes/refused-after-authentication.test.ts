import { expect, test } from 'vitest';
import { refusedAfterAuthentication } from '../../../src/core/causes/refused-after-authentication.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

test('is found in its example, and not in a good request', () => {
  expect(refusedAfterAuthentication.find(observe(refusedAfterAuthentication.example(kit)))?.facts).toMatchObject({
    product: 'GitHub',
    what: 'the installation of the App is suspended',
  });
  expect(refusedAfterAuthentication.find(observe(kit.input()))).toBeUndefined();
});
