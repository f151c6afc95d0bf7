import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { readProfileDocument } from '../../src/core/claims/documents/read-profile.ts';
import { gateProfile } from '../../src/core/claims/gate-profile.ts';
import type { Profile } from '../../src/core/claims/profile.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { claimsOf, kindsFor } from '../../src/dashboard/pages/try/claims.ts';
import { targetFor } from '../../src/dashboard/pages/try/targets.ts';
import { headerFor, signToken } from '../../src/dashboard/token/sign-token.ts';
import { meToWire } from '../../src/http/answers/person.ts';
import { diagnose } from '../../src/jwt.ts';

const NOW = 1_795_000_000;
const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const pair = (type: 'rsa' | 'ec' | 'ed25519') =>
  generateKeyPairSync(type as 'rsa', { modulusLength: 2048, namedCurve: 'P-256' } as { modulusLength: number });
const pem = (type: 'rsa' | 'ec' | 'ed25519') => {
  const { publicKey, privateKey } = pair(type);
  const { key } = parseKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  if (key?.type !== 'private') throw new Error('the key of the test is sound');
  return { key, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
};
const KEYS = { RS256: pem('rsa'), ES256: pem('ec'), EdDSA: pem('ed25519') };

const lamp = () => {
  const reading = readProfileDocument({
    id: 'lamp',
    title: 'Lamp API',
    algorithms: ['ES256', 'EdDSA'],
    identity: 'client_id',
    required: ['iat', 'exp', 'iss', 'aud'],
    issuers: ['https://lamp.example/'],
    audiences: ['https://api.lamp.example', 'https://old.lamp.example'],
    typ: ['at+jwt'],
    lifetimeSeconds: 300,
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  return gateProfile(reading.profile);
};

/** What the page is told by a server with these rules. */
function rulesOf(profile: Profile) {
  const person = { id: ID, email: 'ada@example.com', name: 'Ada', phone: null, createdAt: NOW };
  const signedIn = { person, session: { id: ID, createdAt: NOW, seenAt: NOW } } as never;
  return meToWire(signedIn, [], { on: false, backupCodesLeft: 0 }, profile).rules;
}

test.each([
  ['vonage', vonage, 'RS256', 'messages'],
  ['lamp', lamp(), 'ES256', 'gate'],
  ['lamp', lamp(), 'EdDSA', 'gate'],
] as const)('by the rules of %s a good trial token is good: %#', async (_, profile, alg, target) => {
  const rules = rulesOf(profile);
  const { key, publicKey } = KEYS[alg];
  const header = JSON.parse(headerFor(JSON.stringify({ alg: 'RS256', typ: rules.typ }), key, rules.algorithms));
  const token = await signToken(header, claimsOf('good', ID, NOW, rules), key);
  const judged = diagnose(withSignatureChecked({ profile, token, publicKey, now: NOW }));
  expect([header.alg, judged.verdict, judged.findings.map(({ cause }) => cause)]).toEqual([alg, 'accepted', []]);
  expect(targetFor(rules).id).toBe(target);
});

test.each([
  [
    vonage,
    'RS256',
    ['token-expired', 'clock-ahead', 'time-in-milliseconds', 'claim-missing', 'claim-misnamed', undefined],
  ],
  [lamp(), 'ES256', ['token-cached-past-expiry', 'clock-ahead', 'time-in-milliseconds', 'audience-not-expected']],
] as const)('each of the others goes wrong as its words say: %#', async (profile, alg, causes) => {
  const rules = rulesOf(profile);
  const { key, publicKey } = KEYS[alg];
  const wrong = kindsFor(rules).filter(([kind]) => kind !== 'good');
  const found = [];
  for (const [kind] of wrong) {
    const token = await signToken({ alg, typ: rules.typ }, claimsOf(kind, ID, NOW, rules), key);
    found.push(diagnose({ profile, token, publicKey, now: NOW }).rootCause ?? undefined);
  }
  expect(found).toEqual(causes);
});

test.each([
  ['an algorithm that fits stays', '{"alg":"PS256"}', 'RS256', '{"alg":"PS256"}'],
  ['a key that the rules do not take signs by its own', '{"alg":"ES256","kid":"a"}', 'RS256', '"alg": "RS256"'],
  ['what is no JSON stays', '{"alg": ', 'ES256', '{"alg": '],
] as const)('%s', (_, header, key, expected) => {
  expect(headerFor(header, KEYS[key].key, ['ES256', 'EdDSA'])).toContain(expected);
});
