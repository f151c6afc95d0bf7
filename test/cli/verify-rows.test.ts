import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { signJws } from '../../src/adapters/node-crypto/index.ts';
import { withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { withPublicKey } from '../../src/cli/input/public-key.ts';
import { rowsOf } from '../../src/cli/verify/rows.ts';
import { waysTo } from '../../src/core/break/ways.ts';
import { CAUSES } from '../../src/core/causes/index.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../src/core/evidence/input.ts';
import { toJwk } from '../../src/core/keys/jwk.ts';
import type { PrivateKey, PublicKey } from '../../src/core/keys/key.ts';
import { readWholeKeySet } from '../../src/core/keys/key-set.ts';
import { spkiPem } from '../../src/core/keys/key-text.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import { observe } from '../../src/core/observe/observe.ts';
import { kit } from '../support/kit.ts';

const KEYS = {
  RS: [newKey('rsa', { modulusLength: 2048 }), newKey('rsa', { modulusLength: 2048 })],
  ES256: [newKey('ec', { namedCurve: 'P-256' }), newKey('ec', { namedCurve: 'P-256' })],
  ES384: [newKey('ec', { namedCurve: 'P-384' }), newKey('ec', { namedCurve: 'P-384' })],
  ES512: [newKey('ec', { namedCurve: 'P-521' }), newKey('ec', { namedCurve: 'P-521' })],
  EdDSA: [newKey('ed25519'), newKey('ed25519')],
} as const;
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

function keysFor(alg: string): readonly [PrivateKey, PrivateKey] {
  return KEYS[(/^[RP]S/.test(alg) ? 'RS' : alg) as keyof typeof KEYS];
}

function newKey(type: string, options: object = {}): PrivateKey {
  const { privateKey } = generateKeyPairSync(type as 'rsa', options as { modulusLength: number }) as {
    privateKey: KeyObject;
  };
  const { key } = parseKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  if (key?.type !== 'private') throw new TypeError('node:crypto makes private keys');
  return key;
}

function mint(alg: string, key: PrivateKey, kid?: string): string {
  const claims = { iss: 'me', sub: 'you', iat: kit.now - 5, exp: kit.now + 300 };
  const parts = [{ alg, typ: 'JWT', ...(kid !== undefined && { kid }) }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const input = parts.join('.');
  return `${input}.${Buffer.from(signJws(alg, key, input)).toString('base64url')}`;
}

function verified(token: string, key: PublicKey, profile = 'jwt') {
  return judged(withSignatureChecked({ profile, now: kit.now, token, publicKey: spkiPem(key) }));
}

function judged(input: Input) {
  const report = diagnose(input);
  const rows = rowsOf(report, observe(input));
  return { report, rows, signature: rows.filter(({ check }) => check === 'the signature') };
}

describe.each(ALGORITHMS)('%s', (alg) => {
  const [own, other] = keysFor(alg);
  const token = mint(alg, own);

  it('is verified, and accepted', () => {
    const { report, signature } = verified(token, own.publicKey);
    expect(signature).toMatchObject([{ result: 'ok', cause: null }]);
    expect(report).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it('is a fault under another key', () => {
    const { report, signature } = verified(token, other.publicKey);
    expect(signature).toMatchObject([{ result: 'fault' }]);
    expect(report.verdict).toBe('rejected');
  });

  it('does not verify where a byte of it is changed', () => {
    const at = token.length - 20;
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(verified(changed, own.publicKey).signature[0]?.result).toBe('fault');
  });

  it('is a fault under a key of another type', () => {
    const strange = alg === 'EdDSA' ? KEYS.ES256[0] : KEYS.EdDSA[0];
    const { report, signature } = verified(token, strange.publicKey);
    expect(report.verdict).toBe('rejected');
    expect(signature[0]?.result).toBe('fault');
  });
});

test.each(['RS384', 'ES256', 'PS256', 'EdDSA'])(
  '%s is not of the profile vonage: the signature is still told right',
  (alg) => {
    const { report, signature } = verified(mint(alg, keysFor(alg)[0]), keysFor(alg)[0].publicKey, 'vonage');
    expect(report.rootCause).toBe('algorithm-not-allowed');
    expect(signature[0]?.result).toBe('ok');
  },
);

describe('a JWK Set', () => {
  const [a, b] = KEYS.EdDSA;
  const set = (...keys: readonly [PublicKey, string?][]) => {
    const text = JSON.stringify({
      keys: keys.map(([key, kid]) => ({ ...toJwk(key), ...(kid !== undefined && { kid }) })),
    });
    const read = readWholeKeySet(text);
    if (!('keys' in read)) throw new TypeError('the set has keys');
    return read;
  };
  const under = (token: string, keys: ReturnType<typeof set>) =>
    judged(withSignatureChecked(withPublicKey({ profile: 'jwt', now: kit.now, token }, keys)));

  it('gives the key that kid names, and no other', () => {
    const keys = set([a.publicKey, 'one'], [b.publicKey, 'two']);
    expect(under(mint('EdDSA', b, 'two'), keys).report.verdict).toBe('accepted');
    expect(under(mint('EdDSA', b, 'one'), keys).report.verdict).toBe('rejected');
  });

  it('has each key tried that fits, where kid names none', () => {
    const keys = set([KEYS.RS[0].publicKey], [a.publicKey], [b.publicKey]);
    expect(under(mint('EdDSA', b), keys).report.verdict).toBe('accepted');
    expect(under(mint('EdDSA', b, 'three'), keys).report.verdict).toBe('accepted');
    expect(under(mint('RS256', KEYS.RS[1]), keys).report.verdict).toBe('rejected');
  });
});

test('a secret is not what a public key can check', () => {
  const token = kit.mintHmac('anExampleSecret1');
  const { report, signature } = judged({ profile: 'jwt', now: kit.now, token, publicKey: kit.publicKey('active') });
  expect(report.verdict).toBe('cannot-tell');
  expect(signature).toMatchObject([{ result: 'not-checked', why: expect.stringContaining('needs a secret') }]);
});

/** Without an answer that refused it: verify is given none. */
const WAYS = CAUSES.flatMap((cause) =>
  waysTo(cause, kit)
    .map(({ response: _response, failure: _failure, ...input }): Input => input)
    .filter(({ token }) => token !== undefined)
    .map((input, way) => ({ cause: cause.id, way, input })),
);

test.each(WAYS)('$cause $way: verdict and rows agree', ({ input }) => {
  const { report, rows } = judged(withSignatureChecked(input));
  const has = (result: string) => rows.some((row) => row.result === result);
  expect(has('fault')).toBe(report.verdict === 'rejected');
  if (report.verdict === 'cannot-tell') expect(has('not-checked')).toBe(true);
  const good = ['the JOSE Header', 'the claims', 'the signature', 'the time'];
  if (report.verdict === 'accepted')
    expect(rows.filter(({ check }) => good.includes(check)).map(({ result }) => result)).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
    ]);
});
