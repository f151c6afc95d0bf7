import { publicJwk } from '../../core/keys/jwk.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { StoredKey } from '../../ports/index.ts';
import type { JwkSet } from '../../wire/jwks.ts';

export function keyToJwk({ id, publicKey }: StoredKey): JwkSet['keys'][number] {
  const reading = parseKey(publicKey);
  if (!reading.ok || reading.key.type !== 'public') throw new TypeError(`the stored key ${id} is not a public key`);
  const { n = '', e = '', x = '', y = '' } = publicJwk(reading.key);
  const use = { use: 'sig', kid: id } as const;
  if (reading.key.kty === 'EC') return { kty: 'EC', alg: 'ES256', ...use, crv: 'P-256', x, y };
  if (reading.key.kty === 'OKP') return { kty: 'OKP', alg: 'EdDSA', ...use, crv: 'Ed25519', x };
  return { kty: 'RSA', alg: 'RS256', ...use, n, e };
}
