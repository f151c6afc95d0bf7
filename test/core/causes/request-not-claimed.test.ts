import { expect, test } from 'vitest';
import { requestNotClaimed } from '../../../src/core/causes/request-not-claimed.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { kit } from '../../support/kit.ts';

const asked = (claims: { readonly [name: string]: unknown }, method = 'GET', target = '/v2/accounts?limit=2') =>
  requestNotClaimed.find(
    observe({
      profile: 'coinbase',
      token: kit.mint({ claims }),
      request: { method, target, fields: [['Host', 'API.coinbase.com:443']] },
    }),
  )?.facts;

test('is found in its example, and not in a good request', () => {
  expect(requestNotClaimed.find(observe(requestNotClaimed.example(kit)))?.facts).toMatchObject({ differs: ['method'] });
  expect(requestNotClaimed.find(observe(kit.input()))).toBeUndefined();
});

test('the query and the port of https are no part of what is claimed', () => {
  expect(asked({ uri: 'GET api.coinbase.com/v2/accounts' })).toBeUndefined();
  expect(asked({ uri: 'GET api.coinbase.com/v2/accounts' }, 'POST')).toMatchObject({ differs: ['method'] });
  expect(asked({ uri: 'GET api.cdp.coinbase.com/v2/account' })).toMatchObject({
    differs: ['host', 'path'],
    sent: 'GET api.coinbase.com/v2/accounts',
  });
});

test('one of several is enough, and the nearest is told', () => {
  const uris = ['POST api.coinbase.com/v2/orders', 'GET api.coinbase.com/v2/accounts'];
  expect(asked({ uris })).toBeUndefined();
  expect(asked({ uris }, 'DELETE')).toMatchObject({ claim: 'uris', differs: ['method'] });
});

test('without a claim the REST API is likely to refuse, and a WebSocket is not', () => {
  const token = kit.mint({ claims: {} });
  const found = (fields: readonly (readonly [string, string])[], target?: string) =>
    requestNotClaimed.find(
      observe({ profile: 'coinbase', token, request: { method: 'GET', ...(target && { target }), fields } }),
    );
  const host = ['Host', 'api.coinbase.com'] as const;
  expect(found([host], '/v2/accounts')).toMatchObject({
    certainty: 'likely',
    facts: { differs: null, sent: 'GET api.coinbase.com/v2/accounts' },
  });
  expect(found([host, ['Upgrade', 'websocket']], '/v2/accounts')).toBeUndefined();
  expect(found([], '/v2/accounts')).toBeUndefined();
  expect(found([host])).toBeUndefined();
});

test('a claim of another form, is another cause', () => {
  for (const uri of [7, 'GET api.coinbase.com/v2/accounts?limit=2', '']) expect(asked({ uri })).toBeUndefined();
});
