import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

export interface Fixture {
  readonly applicationId: string;
  readonly privatePem: string;
  readonly publicPem: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly now: number;
}

/** A fresh key pair and an application, for one run. */
export function fixture(): Fixture {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    applicationId: randomUUID(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    privateKey,
    publicKey,
    now: Math.floor(Date.now() / 1000),
  };
}

/** The claims that a Vonage server SDK mints. */
export function claimsOf({ applicationId, now }: Fixture) {
  return { application_id: applicationId, iat: now, jti: randomUUID(), exp: now + 900 };
}

/** Different tokens, so that nobody wins by remembering one. */
export function tokens(of: Fixture, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const input = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claimsOf(of))}`;
    return `${input}.${sign('RSA-SHA256', Buffer.from(input), of.privateKey).toString('base64url')}`;
  });
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
