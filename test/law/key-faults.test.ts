import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { readPublicKey } from '../../src/actions/read-public-key.ts';
import { DEK_INFO_KEY, OPENSSH_KEY, SCRYPT_KEY } from '../../src/core/break/example-keys.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { CAUSE_OF_KEY_FAULT, fromOutside } from '../../src/core/evidence/key-fault-cause.ts';
import { toJwk } from '../../src/core/keys/jwk.ts';
import type { PublicKey } from '../../src/core/keys/key.ts';
import { pkcs1Pem } from '../../src/core/keys/key-text.ts';
import { parseKey } from '../../src/core/keys/parse-key.ts';
import type { KeyFault } from '../../src/core/keys/reading.ts';
import { problemOf } from '../../src/http/problems/catalogue.ts';
import { MANGLINGS, readPemText } from '../core/keys/manglings.ts';
import { kit } from '../support/kit.ts';

const PRIVATE = kit.privateKey('active');
const PUBLIC = kit.publicKey('active');
const inBase64 = (text: string) => Buffer.from(text).toString('base64');

/** A real key, damaged, for every kind of fault that a key may have. */
const DAMAGED: { readonly [kind in KeyFault['kind']]: readonly string[] } = {
  empty: ['', ' \n'],
  path: ['/etc/app/private.key', 'C:\\keys\\private.key'],
  'newlines-escaped': [PRIVATE.replaceAll('\n', '\\n')],
  quoted: [`'${PRIVATE.trimEnd()}'`, `"${PRIVATE.trimEnd().replaceAll('\n', '\\n')}"`],
  'line-breaks-lost': [PRIVATE.replaceAll('\n', ' '), PRIVATE.replaceAll('\n', '')],
  encoding: [PRIVATE.replaceAll('\n', '\r'), `\u00ef\u00bb\u00bf${PRIVATE}`],
  'wrapped-in-base64': [inBase64(PRIVATE), inBase64(inBase64(PRIVATE))],
  encrypted: [SCRYPT_KEY, DEK_INFO_KEY],
  'container-unsupported': [OPENSSH_KEY],
  damaged: [PRIVATE.slice(0, 1000), PRIVATE.replace('-----BEGIN', '----BEGIN')],
  'label-mismatch': [PRIVATE.replaceAll('PRIVATE', 'EC PRIVATE'), pkcs1(PRIVATE).replaceAll('RSA PRIVATE', 'PRIVATE')],
  'stand-in': ['APP_PRIVATE_KEY', 'op://vault/item/private-key', 'Salted__abcdefgh', '***'],
  secret: ['Tq8vLw2nRb5xZk1P', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  'algorithm-unsupported': ['X25519', 'Ed448'].map(unsupported),
  inconsistent: [changed(PRIVATE, 16, 30)],
  'key-set': ['{"keys":[]}', setOf(PRIVATE, PUBLIC)],
  unrecognised: ['{"a":1}', 'no key is in here, only words', 'x y '.repeat(400)],
};

describe.each(Object.entries(DAMAGED) as [KeyFault['kind'], readonly string[]][])('%s', (kind, texts) => {
  it.each(texts)('has one cause, for the doctor and for the API', (text) => {
    const [fault] = faultsOf(text);
    expect(fault?.kind).toBe(kind);
    const root = diagnose({ profile: 'vonage', now: kit.now, key: text }).rootCause;
    expect(root).toBe(CAUSE_OF_KEY_FAULT[kind]);
    const refusal = { kind: 'key-unreadable', parameter: 'keys.public_key', fault: fault as KeyFault } as const;
    expect(problemOf(refusal).members).toMatchObject({ cause: root, help: `/causes/${root}` });
  });
});

/** What a private key that was mangled is to the doctor, a public one that was mangled so is to the API. */
test.each(MANGLINGS.filter(({ fault }) => fault !== 'fine'))('mangled: $name', ({ mangle }) => {
  const [text, posted] = [PRIVATE, PUBLIC].map((pem) => mangle(readPemText(pem)));
  const [fault] = faultsOf(text as string);
  const root = diagnose({ profile: 'vonage', now: kit.now, key: text as string }).rootCause;
  expect(root).toBe(CAUSE_OF_KEY_FAULT[(fault as KeyFault).kind]);
  // Bytes that are no text cannot be posted in JSON.
  if (typeof posted !== 'string') return;
  const [cause] = causesOfPublic(posted);
  const outcome = readPublicKey(posted, 'keys.public_key');
  const members = outcome.ok ? {} : problemOf(outcome.refusal).members;
  expect(members).toEqual(outcome.ok ? {} : expect.objectContaining({ cause, help: `/causes/${cause}` }));
});

/** The doctor is asked for a private key and says so of every public one: that is no fault of its text. */
function causesOfPublic(key: string) {
  const { findings } = diagnose({ profile: 'vonage', now: kit.now, key });
  return findings.map(({ cause }) => cause).filter((cause) => cause !== 'public-key-in-place-of-private');
}

function faultsOf(text: string | Uint8Array): readonly KeyFault[] {
  const reading = parseKey(text);
  return reading.ok ? [] : fromOutside(reading.faults);
}

function pkcs1(pem: string): string {
  const { key } = parseKey(pem);
  if (key === undefined) throw new TypeError('the key of a kit is one');
  return pkcs1Pem(key);
}

function setOf(...pems: readonly string[]): string {
  return JSON.stringify({ keys: pems.map((pem) => toJwk(parseKey(pem).key as PublicKey)) });
}

/** The key with one character of one line changed. */
function changed(pem: string, line: number, column: number): string {
  const lines = pem.split('\n');
  const old = lines[line] ?? '';
  lines[line] = old.slice(0, column) + (old[column] === 'A' ? 'B' : 'A') + old.slice(column + 1);
  return lines.join('\n');
}

function unsupported(algorithm: string): string {
  const options = { privateKeyEncoding: { type: 'pkcs8', format: 'pem' } };
  return generateKeyPairSync(algorithm.toLowerCase() as 'x25519', options as never).privateKey as unknown as string;
}
