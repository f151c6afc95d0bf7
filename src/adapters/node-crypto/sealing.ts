import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { SealedSecretError } from '../../ports/errors.ts';
import type { Sealing } from '../../ports/sealing.ts';

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 8;
/** NIST SP 800-38D §8.2.2: random, for fewer than 2^32 values under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Two uses of one secret, kept apart (RFC 5869 §3.2). */
const INFO = { key: 'mintmark sealing v1 key', keyId: 'mintmark sealing v1 key id' };

/**
 * Sealing by AES-256-GCM: `v1.KEY-ID.BODY`, base64url, where the body is nonce, ciphertext and tag. The key id tells a
 * wrong secret from a damaged value; the text before the body and the place are authenticated with it.
 * @param secret 32 random bytes
 */
export function aesGcmSealing(secret: Uint8Array): Sealing {
  if (secret.length !== KEY_BYTES) throw new TypeError('the secret of a sealing has 32 bytes');
  const key = derive(secret, INFO.key, KEY_BYTES);
  const keyId = derive(secret, INFO.keyId, KEY_ID_BYTES).toString('base64url');
  const prefix = `${VERSION}.${keyId}.`;
  const associated = (place: string) => Buffer.from(prefix + place);

  return {
    seal(plain, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(associated(place));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return prefix + Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, place) {
      const [version, id = '', text = '', ...rest] = sealed.split('.');
      if (version !== VERSION || rest.length > 0) throw new SealedSecretError(place, 'it is in no known format');
      if (id !== keyId) {
        const shown = /^[\w-]{11}$/.test(id) ? id : 'unreadable';
        throw new SealedSecretError(
          place,
          `it was sealed with another server secret (key id ${shown}; this server has ${keyId})`,
        );
      }
      const body = Buffer.from(text, 'base64url');
      const damaged = new SealedSecretError(place, 'it is damaged, or was moved here from another place');
      if (body.length < NONCE_BYTES + TAG_BYTES) throw damaged;
      const decipher = createDecipheriv(CIPHER, key, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(associated(place)).setAuthTag(body.subarray(-TAG_BYTES));
      const plain = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch {
        throw damaged;
      }
      return new Uint8Array(plain);
    },
  };
}

function derive(secret: Uint8Array, info: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), info, bytes));
}
