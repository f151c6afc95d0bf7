import { encodeBase64url } from '../encoding/base64url.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { sha256 } from '../hash/sha256.ts';
import { spkiPem } from '../keys/key-text.ts';
import { rsaPublicKey } from '../keys/make-key.ts';
import { parseKey } from '../keys/parse-key.ts';
import { SECRET_FORMS, type SecretForm } from '../keys/secret-forms.ts';
import { appleToken } from './other-providers.ts';
import { type Variants, withRegistry } from './variants-of.ts';

/** Faults of the signature, and of the keys that it is made and verified with. */
export const SIGNATURE: Variants = {
  'private-key-damaged': (kit) => [
    { profile: 'vonage', now: kit.now, key: damaged(kit, 10, 12) },
    kit.input({ token: kit.mint({ key: 'stranger' }), key: damaged(kit, 20, 5) }),
    { profile: 'vonage', now: kit.now, key: damaged(kit, 24, 40) },
  ],
  'key-too-weak': (kit) => {
    const numbers = parseKey(kit.publicKey('active')).key?.rsa;
    if (!numbers) throw new TypeError('the active key of a kit is RSA');
    const one = (n: bigint, e: bigint) => ({
      profile: 'vonage',
      now: kit.now,
      token: kit.mint(),
      publicKey: spkiPem(rsaPublicKey(n, e)),
    });
    return [
      one(numbers.n, 1n),
      one(numbers.n, 3n),
      one((numbers.n >> 1024n) | 1n, numbers.e),
      one(numbers.n - 1n, numbers.e),
      {
        profile: 'jwt',
        now: kit.now,
        token: kit.mintHmac('Tq8vLw2nRb5xZk1P'),
        secrets: { [SECRET_FORMS.text]: 'Tq8vLw2nRb5xZk1P' },
        response: { status: 500, body: 'WeakKeyException' },
      },
    ];
  },
  'secret-form-mismatch': (kit) => [
    ...(['hex', 'base64url', 'unquoted', 'in-base64'] as const).map((form) => keyed(kit, form)),
    { ...keyed(kit, 'line-end'), response: { status: 401, body: '{"message":"JWT signature does not match"}' } },
  ],
  'ecdsa-signature-encoding': (kit) => {
    const token = (signature: Uint8Array) =>
      `${appleToken(kit, { exp: undefined }).replace(/[^.]*$/, '')}${encodeBase64url(signature)}`;
    const [r, s] = [digest('r'), digest('s')];
    return [
      // r has a zero byte at its front, which a library left out.
      { profile: 'apns', now: kit.now, token: token(Uint8Array.from([...r.slice(1), ...s])) },
      {
        profile: 'apns',
        now: kit.now,
        token: token(inDer([...r.map((byte) => byte & 0x7f)], [...s.map((byte) => byte & 0x7f)])),
      },
      {
        profile: 'apns',
        now: kit.now,
        token: token(inDer([0, ...r.map((byte) => byte | 0x80)], [0, ...s.map((byte) => byte | 0x80)])),
      },
    ];
  },
  'signed-bytes-differ': (kit) => {
    const payload = encodeBase64url(encodeUtf8(JSON.stringify(kit.claims({ sub: 'alice' }))));
    const [header = '', , signature = ''] = kit.mint().split('.');
    return [
      kit.input({ token: kit.mint({ hash: 'SHA-512' }) }),
      kit.input({ token: kit.mint({ signInput: (text) => sha256(encodeUtf8(text)) }) }),
      kit.input({ token: kit.mint({ signInput: (text) => `${text}\r\n` }) }),
      kit.input({ token: kit.mint({ signInput: (text) => text.slice(text.indexOf('.') + 1) }) }),
      kit.input({ token: kit.mint({ claims: { sub: unpadded(kit) }, signInput: padded }) }),
      // A claim was added after signing.
      kit.input({ token: [header, payload, signature].join('.') }),
    ];
  },
  'verifier-holds-wrong-key': (kit) => [
    {
      profile: 'vonage',
      now: kit.now,
      token: kit.mint(),
      key: kit.privateKey('active'),
      publicKey: kit.publicKey('other'),
    },
    kit.input({ publicKey: kit.publicKey('replaced') }),
    {
      profile: 'vonage',
      now: kit.now,
      token: kit.mint({ key: 'large' }),
      key: kit.privateKey('large'),
      publicKey: kit.publicKey('active'),
    },
  ],
  'signed-by-unknown-key': (kit) => [
    { profile: 'vonage', now: kit.now, token: kit.mint({ key: 'stranger' }), publicKey: kit.publicKey('active') },
    withRegistry(kit.input({ token: kit.mint({ key: 'large' }) }), { otherKeys: [] }),
    {
      profile: 'jwt',
      now: kit.now,
      token: kit.mintHmac('aWrongSecret1'),
      secrets: { 'the secret': 'Tq8vLw2nRb5xZk1P' },
    },
    kit.input({ token: withSignature(kit.mint(), new Uint8Array(256).fill(7)) }),
  ],
};

/** A `sub` with which the payload is no multiple of three bytes, so that base64 pads it. */
function unpadded(kit: Kit): string {
  const isUneven = (sub: string) => (kit.mint({ claims: { sub } }).split('.')[1]?.length ?? 0) % 4 !== 0;
  return ['alice', 'alice2'].find(isUneven) ?? 'alice';
}

function padded(signingInput: string): string {
  return signingInput
    .split('.')
    .map((part) => part + '='.repeat((4 - (part.length % 4)) % 4))
    .join('.');
}

function damaged(kit: Kit, lineAt: number, column: number): string {
  const lines = kit.privateKey('active').split('\n');
  const line = lines[lineAt] ?? '';
  lines[lineAt] = line.slice(0, column) + (line[column] === 'Q' ? 'R' : 'Q') + line.slice(column + 1);
  return lines.join('\n');
}

function withSignature(token: string, signature: Uint8Array): string {
  return token.replace(/[^.]*$/, encodeBase64url(signature));
}

function digest(text: string): Uint8Array {
  return sha256(encodeUtf8(text));
}

/** ECDSA-Sig-Value (RFC 5480 appendix A) of two integers. */
function inDer(r: readonly number[], s: readonly number[]): Uint8Array {
  const body = [0x02, r.length, ...r, 0x02, s.length, ...s];
  return Uint8Array.from([0x30, body.length, ...body]);
}

/** Signed with the shared secret in a form that the verifier does not make of it. */
function keyed(kit: Kit, form: SecretForm): Input {
  const secret = 'a secret that both sides have, of 44 bytes..';
  const response = { status: 401, body: 'invalid signature' };
  return {
    profile: 'jwt',
    now: kit.now,
    token: kit.mintHmac(secret),
    secrets: { [SECRET_FORMS[form]]: secret },
    response,
  };
}
