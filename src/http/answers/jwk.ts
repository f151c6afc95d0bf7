import { publicJwk } from '../../core/keys/jwk.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { StoredKey } from '../../ports/index.ts';
import type { JwkSet } from '../../wire/jwks.ts';

export function keyToJwk({ id, publicKey }: StoredKey): JwkSet['keys'][number] {
  const reading = parseKey(publicKey);
  if (!reading.ok || reading.key.type !== 'public') throw new TypeError(`the stored key ${id} is not a public key`);
  const { n = '', e = '' } = publicJwk(reading.key);
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: id, n, e };
}
