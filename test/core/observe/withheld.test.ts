import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/encoding/json.ts';
import { withheld, withheldMembers } from '../../../src/core/observe/withheld.ts';

const name = fc.constantFrom(
  'sub',
  'kty',
  'd',
  'k',
  'client_secret',
  'Passwd',
  'passphrase',
  'privateKey',
  'private_key',
);
const text = fc.constantFrom(
  'a',
  '',
  'RSA',
  '-----BEGIN PRIVATE KEY-----',
  'PRIVATE_KEY',
  'LS0tLS1CRUdJTi',
  'private key',
);
const members = fc.dictionary(
  fc.oneof(name, text),
  fc.oneof(
    text,
    fc.integer(),
    fc.dictionary(fc.oneof(name, text), text, { maxKeys: 2 }),
    fc.array(text, { maxLength: 2 }),
  ),
  { maxKeys: 3 },
);

test('members are kept as they are only where nothing of them is withheld', () => {
  let kept = 0;
  fc.assert(
    fc.property(members, fc.boolean(), (given, isEscaped) => {
      const json = JSON.stringify(given);
      const written = isEscaped ? json.replaceAll('s', '\\u0073').replaceAll('K', '\\u004b') : json;
      const own = JSON.parse(written) as JsonObject;
      const found = withheldMembers(own, written);
      if (found === own) kept++;
      expect(JSON.stringify(found)).toBe(JSON.stringify(withheld(own)));
    }),
    { numRuns: 2000 },
  );
  expect(kept).toBeGreaterThan(100);
});

test('members whose text is not at hand are looked through', () => {
  expect(withheldMembers({ client_secret: 'a' }, undefined)).not.toEqual({ client_secret: 'a' });
});
