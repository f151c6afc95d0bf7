import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import type { Input } from '../../core/evidence/input.ts';
import type { PrivateKey } from '../../core/keys/key.ts';
import { pkcs8Pem, spkiPem } from '../../core/keys/key-text.ts';
import { parseKey } from '../../core/keys/parse-key.ts';

/** Stands for the application where none is named: a trial token is judged here and sent nowhere. */
const NO_APPLICATION = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';

/**
 * Would minting with this key work? A token is minted with it, for evidence that has a private key and no token. It is
 * judged under the key's own public half, where no other public key is known. `undefined` where the key cannot sign.
 */
export function withTrialToken(input: Input, applicationId: string | undefined): Input | undefined {
  const reading = parseKey(input.key ?? '');
  if (!reading.ok || reading.key.type !== 'private' || reading.key.rsa === undefined) return undefined;
  const { key } = reading;
  const iat = Math.floor(input.clientNow ?? input.now ?? Date.now() / 1000);
  const claims = { application_id: applicationId ?? NO_APPLICATION, iat, exp: iat + 900, jti: randomUUID() };
  const token = signRs256({ alg: 'RS256', typ: 'JWT' }, claims, key);
  const isUnknown = input.registry === undefined && input.publicKey === undefined;
  return {
    profile: 'vonage',
    chosenBy: 'default',
    because: 'the trial token is minted as for a Vonage application',
    ...input,
    token,
    ...(isUnknown && { publicKey: spkiPem(key.publicKey) }),
  };
}

export function signRs256(header: object, claims: object, key: PrivateKey): string {
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${parts}.${sign('sha256', Buffer.from(parts), createPrivateKey(pkcs8Pem(key))).toString('base64url')}`;
}
