import { expect, test } from 'vitest';
import { addressOf } from '../../src/dashboard/server/ask-keys.ts';

test.each([
  ['https://id.example/jwks.json', 'https://id.example/jwks.json'],
  ['https://www.googleapis.com/oauth2/v3/certs', 'https://www.googleapis.com/oauth2/v3/certs'],
  ['https://id.example/.well-known/openid-configuration', 'https://id.example/.well-known/openid-configuration'],
  [' https://id.example/ ', 'https://id.example/.well-known/openid-configuration'],
  ['https://id.example/tenants/acme', 'https://id.example/tenants/acme/.well-known/openid-configuration'],
  ['https://accounts.google.com', 'https://www.googleapis.com/oauth2/v3/certs'],
  ['not an address', 'not an address'],
])('at %s keys are asked for at %s', (typed, address) => {
  expect(addressOf(typed)).toBe(address);
});
