import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { GateRequest, Identity } from '../../src/actions/authenticate-request.ts';
import { signJws } from '../../src/adapters/node-crypto/index.ts';
import { waysTo } from '../../src/core/break/ways.ts';
import { CAUSES } from '../../src/core/causes/index.ts';
import { readProfileDocument } from '../../src/core/claims/documents/read-profile.ts';
import { PROFILES } from '../../src/core/claims/profiles/index.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { RegistryEvidence } from '../../src/core/evidence/evidence.ts';
import type { Input } from '../../src/core/evidence/input.ts';
import { fingerprint, publicKeyOf } from '../../src/core/keys/fingerprint.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { weaknesses } from '../../src/core/keys/weaknesses.ts';
import { gate } from '../../src/gate.ts';
import { createVerifier } from '../../src/library/verifier.ts';
import type { Signatures } from '../../src/ports/signatures.ts';
import { GOOD_TOKENS, inputFor } from '../core/claims/tokens.ts';
import { kit } from '../support/kit.ts';
import { aboutRequest, aboutToken, type Judges, REAL } from './same-root.ts';

/**
 * The gate of the server, the middleware, the library and the doctor name the same root, and give the same verdict, for
 * what each of them can see. The real ones are asked.
 */

const { now } = kit;
const ID = kit.applicationId;

interface Case {
  readonly name: string;
  readonly input: Input;
  /** The key that the token is judged under alone. */
  readonly publicKey: string;
}

/** An application with these keys that are accepted: the first is active, the others retire in an hour. */
function registryOf(publicKeys: readonly string[], change: object = {}): RegistryEvidence {
  const keys = publicKeys.map((publicKey, index) => {
    const { key } = parseKey(publicKey);
    if (!key) throw new Error('the key does not parse');
    const retiring = index === 0 ? {} : { endedAt: now - 60, expiresAt: now + 3600 };
    return {
      id: `key-${index}`,
      applicationId: ID,
      applicationName: 'Checkout',
      fingerprint: fingerprint(publicKeyOf(key)),
      state: index === 0 ? ('active' as const) : ('retiring' as const),
      publicKey,
      createdAt: now - 1000,
      ...retiring,
    };
  });
  const application = {
    id: ID,
    name: 'Checkout',
    accountId: 'acc6111f',
    suspended: false,
    singleUse: false,
    ...change,
  };
  return { application, keys, otherKeys: [] };
}

/** Every way to every cause that is written down. */
const WAYS: readonly Case[] = CAUSES.flatMap((cause) =>
  waysTo(cause, kit).map((input, index) => ({
    name: `${cause.id}, way ${index + 1}`,
    input: { now, ...input },
    publicKey: isUsable(input.publicKey) ? input.publicKey : kit.publicKey('active'),
  })),
);

/** A key that a verifier takes: a weak or damaged one is refused before any token is seen. */
function isUsable(text: string | undefined): text is string {
  const reading = text === undefined ? undefined : parseKey(text);
  if (!reading?.ok || reading.key.type !== 'public') return false;
  return weaknesses(reading.key).every(({ name }) => name === 'key-published');
}

/** A good token of every profile, and the same with one thing wrong. */
const OF_PROFILES: readonly Case[] = PROFILES.filter(({ id }) => GOOD_TOKENS[id]).flatMap(({ id }) => {
  const changes: { readonly [what: string]: Input } = {
    good: inputFor(id),
    ended: inputFor(id, {}, { iat: now - 90_000, exp: now - 86_000 }),
    'not begun by less than the leeway': inputFor(id, {}, { nbf: now + 20 }),
    'of another algorithm': inputFor(id, { alg: 'RS512' }),
    'with an acl that is none': inputFor(id, {}, { acl: 'none' }),
    'with an acl for another path': inputFor(id, {}, { acl: { paths: { '/elsewhere': {} } } }),
    'without times': inputFor(id, {}, { iat: undefined, exp: undefined, nbf: undefined }),
    'without a name': inputFor(id, {}, { iss: undefined, application_id: undefined }),
    'with a name of another type': inputFor(id, {}, { iss: 7, application_id: 7 }),
    'with an empty name': inputFor(id, {}, { iss: '', application_id: '' }),
  };
  return Object.entries(changes).map(([what, { secrets: _, ...input }]) => {
    const publicKey = input.publicKey ?? kit.publicKey('active');
    const request = {
      method: 'GET',
      target: '/v1/calls',
      fields: [['Authorization', `Bearer ${input.token}`]],
    } as const;
    return { name: `${id}, ${what}`, input: { ...input, request, registry: registryOf([publicKey]) }, publicKey };
  });
});

const PAIRS: { readonly [alg: string]: () => KeyPairKeyObjectResult } = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  PS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
};

/** Each algorithm of the profile `jwt`, under the right key and under others. */
const OF_ALGORITHMS: readonly Case[] = Object.entries(PAIRS).flatMap(([alg, pair]) => {
  const [right, second, wrong] = [pair(), pair(), pair()];
  const pem = ({ publicKey }: KeyPairKeyObjectResult) => publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const claims = { iss: ID, iat: now - 120, exp: now + 60, jti: 'b1f3a8d5' };
  const mint = ({ privateKey }: KeyPairKeyObjectResult, change: object = {}, header: object = {}) => {
    const parts = [
      { alg, typ: 'JWT', ...header },
      { ...claims, ...change },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const { key } = parseKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    if (key?.type !== 'private') throw new Error('the key does not parse');
    return `${text}.${Buffer.from(signJws(alg, key, text)).toString('base64url')}`;
  };
  const good = mint(right);
  const [start, end] = [good.slice(0, good.lastIndexOf('.') + 10), good.slice(good.lastIndexOf('.') + 11)];
  const other = pem(Object.entries(PAIRS).find(([name]) => name !== alg && name !== 'PS256')?.[1]() ?? wrong);
  const registry = registryOf([pem(right), pem(second)]);
  const cases: { readonly [what: string]: Partial<Input> & { readonly token: string } } = {
    'the right key': { token: good },
    'the key before it': { token: mint(second) },
    'another key': { token: mint(wrong) },
    'another key, ended': { token: mint(wrong, { exp: now - 40 }) },
    'the right key, ended': { token: mint(right, { exp: now - 31 }) },
    'the right key, ending in this leeway': { token: mint(right, { exp: now - 30 }) },
    'the right key, a claim of another type': { token: mint(right, { sub: 7 }) },
    'the right key, without a name': { token: mint(right, { iss: undefined }) },
    'a kid that names the other key': { token: mint(right, {}, { kid: registry.keys[1]?.fingerprint }) },
    'a changed signature': { token: `${start}${good.at(start.length) === 'A' ? 'B' : 'A'}${end}` },
    'a signature cut off': { token: good.slice(0, -4) },
    'no signature': { token: good.slice(0, good.lastIndexOf('.') + 1) },
    'a key of another kind': { token: good, registry: registryOf([other]) },
    'an application without a key': { token: good, registry: registryOf([]) },
    'an application that is suspended': { token: good, registry: registryOf([pem(right)], { suspended: true }) },
    'an application that nobody has': { token: good, registry: { application: null, keys: [], otherKeys: [] } },
    'a used token': {
      token: good,
      registry: registryOf([pem(right)], { singleUse: true }),
      replay: { firstSeenAt: now - 5 },
    },
    'an ambiguous path': { token: good, request: { method: 'GET', target: '/v1//users' } },
  };
  return Object.entries(cases).map(([what, { token, request, ...rest }]) => ({
    name: `${alg}, ${what}`,
    input: {
      profile: 'jwt',
      now,
      registry,
      ...rest,
      request: { method: 'GET', target: '/v1/users', ...request, fields: [['Authorization', `Bearer ${token}`]] },
    },
    publicKey: rest.registry?.keys[0]?.publicKey ?? pem(right),
  }));
});

const LAMP = readProfileDocument({
  id: 'lamp',
  algorithms: ['RS256'],
  typ: ['at+jwt', 'JWT'],
  identity: 'client_id',
  required: ['iss', 'aud', 'exp'],
  values: { plan: ['basic', 'pro'] },
  issuers: ['https://id.lamp.example/'],
  audiences: ['https://api.lamp.example'],
  lifetimeSeconds: 3600,
  leewaySeconds: 5,
});

type Members = { readonly [name: string]: unknown };

/** Tokens for a profile of one's own, one thing wrong with each. */
const OF_A_DOCUMENT: readonly Case[] = (() => {
  if (!LAMP.ok) throw new Error('the profile does not parse');
  const { profile } = LAMP;
  const publicKey = kit.publicKey('active');
  const usual = {
    application_id: undefined,
    acl: undefined,
    client_id: ID,
    iss: 'https://id.lamp.example/',
    aud: ['https://api.lamp.example', 'other'],
    exp: now + 600,
  };
  const changes: { readonly [what: string]: readonly [claims: Members, header?: Members] } = {
    good: [{}],
    'an access token': [{}, { typ: 'at+jwt' }],
    'of another kind': [{}, { typ: 'logout+jwt' }],
    'of another issuer': [{ iss: 'https://id.lamp.example' }],
    'for another audience': [{ aud: 'https://web.lamp.example' }],
    'without an audience': [{ aud: undefined }],
    'without exp': [{ exp: undefined }],
    'for too long': [{ exp: now + 7200 }],
    ended: [{ exp: now - 6 }],
    'ended within the leeway': [{ exp: now - 5 }],
    'of another plan': [{ plan: 'gold' }],
    'of nobody': [{ client_id: undefined }],
    'bound to a key': [{ cnf: { jkt: 'x' } }],
    'bound to a certificate': [{ cnf: { 'x5t#S256': 'x' } }],
    'of another algorithm': [{}, { alg: 'RS512' }],
  };
  return Object.entries(changes).map(([what, [claims, header = {}]]) => {
    const token = kit.mint({ claims: { ...usual, ...claims }, header });
    const request = { method: 'GET', target: '/lamps', fields: [['Authorization', `Bearer ${token}`]] } as const;
    return { name: `lamp, ${what}`, input: { profile, now, request, registry: registryOf([publicKey]) }, publicKey };
  });
})();

const CASES = [...WAYS, ...OF_PROFILES, ...OF_ALGORITHMS, ...OF_A_DOCUMENT];

async function disagreements({ input, publicKey }: Case, judges: Judges): Promise<string[]> {
  // A judge that throws gives no verdict, which none of the others does.
  const thrown = (error: unknown) => [String(error)];
  return [
    ...(await aboutRequest(input, judges).catch(thrown)),
    ...(await aboutToken(input, publicKey, judges).catch(thrown)),
  ];
}

describe('the gate, the library and the doctor name the same root', () => {
  test.each(CASES)('$name', async (one) => {
    expect(await disagreements(one, REAL)).toEqual([]);
  });

  test('a gate of the profile jwt accepts each algorithm', async () => {
    for (const alg of Object.keys(PAIRS)) {
      const good = OF_ALGORITHMS.find(({ name }) => name === `${alg}, the right key`);
      if (!good) throw new Error(`no good token of ${alg}`);
      const publicKeys = [good.publicKey];
      const { ok } = await gate({
        profile: 'jwt',
        audience: false,
        application: () => ({ publicKeys }),
        now: () => now,
      }).check(good.input.request as GateRequest);
      expect(ok, alg).toBe(true);
    }
  });
});

describe('a judge that is broken is found out', () => {
  const oneAlgorithm: Signatures = {
    ...REAL.signatures,
    verify: (_alg, ...rest) => REAL.signatures.verify('RS256', ...rest),
  };
  const lenient: Judges['createVerifier'] = (key, options) => {
    const verifier = createVerifier(key, { ...options, skewSeconds: 31 });
    return (token) => verifier(token);
  };
  const forgetful: Judges['gate'] = ({ replay: _, ...options }) => gate(options);
  const broken: { readonly [what: string]: readonly [judges: Partial<Judges>, cases: RegExp] } = {
    'one algorithm for all': [{ signatures: oneAlgorithm }, /^(?:PS256|ES256|EdDSA), the right key$/],
    'another leeway': [{ createVerifier: lenient }, /^RS256, the right key, ended$/],
    'no memory of used tokens': [{ gate: forgetful }, /^RS256, a used token$/],
    'a doctor that does not see the registry': [
      { diagnose: ({ registry: _, ...input }) => diagnose(input) },
      /^RS256, an application that is suspended$/,
    ],
    'a gate that lets everything through': [
      { authenticateRequest: async () => ({ ok: true, identity: {} as Identity, claims: {} }) },
      /^RS256, another key$/,
    ],
  };

  test.each(Object.entries(broken))('%s', async (_, [judges, names]) => {
    const cases = CASES.filter(({ name }) => names.test(name));
    expect(cases).not.toEqual([]);
    for (const one of cases) expect(await disagreements(one, { ...REAL, ...judges }), one.name).not.toEqual([]);
  });
});
