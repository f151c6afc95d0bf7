import { decodeBase64, encodeBase64 } from '../core/encoding/base64.ts';
import { readPem, toPem } from '../core/encoding/pem.ts';
import { sha256 } from '../core/hash/sha256.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** Reads a posted public key: its SPKI PEM and fingerprint, or what is wrong with it. */
export function readPublicKey(
  text: string,
  parameter: string,
): Outcome<{ readonly publicKey: string; readonly fingerprint: string }> {
  if (text.includes('PRIVATE KEY')) return refused({ kind: 'private-key-posted', parameter });
  const block = readPem(text)[0];
  const der = block && decodeBase64(block.body);
  if (!der?.ok) {
    return refused({ kind: 'invalid', parameters: [{ name: parameter, reason: 'must be a public key in PEM' }] });
  }
  return done({ publicKey: toPem('PUBLIC KEY', der.bytes), fingerprint: encodeBase64(sha256(der.bytes)) });
}
