import {
  constants,
  createHmac,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  sign,
} from 'node:crypto';
import type { CauseId } from '../../src/core/evidence/cause-id.ts';

/** One forged or odd token. Refused for one of `causes`, or, without them, a control that is accepted. */
export interface AttackToken {
  readonly name: string;
  readonly token: (forge: Forge) => string;
  readonly causes?: readonly CauseId[];
  /** The library has one key and no registry: it cannot know that the application is another one. */
  readonly libraryAccepts?: true;
}

export interface Forge {
  readonly applicationId: string;
  readonly otherApplicationId: string;
  /** NumericDate seconds. */
  readonly now: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly other: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** Good claims with some changed; `undefined` leaves one out. */
  claims(change?: Members): Members;
  /** A token whose parts are JSON of these values, or these very bytes. */
  jws(header: Part, payload: Part, signer?: Signer): string;
}

export type Members = { readonly [name: string]: unknown };
export type Part = Members | readonly unknown[] | string | Buffer;
export type Signer = (signingInput: string) => Buffer;

export const RS256 = { alg: 'RS256', typ: 'JWT' };

/** The key pair of an attacker. */
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

export function makeForge(parts: Omit<Forge, 'claims' | 'jws' | 'other'>): Forge {
  const { applicationId, now, privateKey } = parts;
  return {
    ...parts,
    other,
    claims: (change = {}) => {
      const whole = { application_id: applicationId, iat: now - 10, exp: now + 890, jti: 'attack-1', ...change };
      return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
    },
    jws(header, payload, signer = (input) => sign('sha256', Buffer.from(input), privateKey)) {
      const signingInput = `${segment(header)}.${segment(payload)}`;
      return `${signingInput}.${signer(signingInput).toString('base64url')}`;
    },
  };
}

export function segment(part: Part): string {
  const isText = typeof part === 'string' || part instanceof Buffer;
  return Buffer.from(isText ? (part as string) : JSON.stringify(part)).toString('base64url');
}

export function hmac(secret: string | Buffer, hash = 'sha256'): Signer {
  return (input) => createHmac(hash, secret).update(input).digest();
}

export function rsa(key: KeyObject, hash = 'sha256', padding = constants.RSA_PKCS1_PADDING): Signer {
  return (input) => createSign(hash).update(input).sign({ key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}

/** m^d mod n of a whole encoded message: what a padding of the attacker's choice needs. */
export function rawRsa(key: KeyObject, encoded: Buffer): Buffer {
  return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}
