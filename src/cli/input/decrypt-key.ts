import { createPrivateKey } from 'node:crypto';
import type { Input } from '../../core/evidence/input.ts';
import { parseKey } from '../../core/keys/parse-key.ts';

/**
 * An encrypted key, opened with the passphrase: its PKCS#8 PEM. Where the passphrase does not open it, or OpenSSL cannot
 * try it on this format (PuTTY, OpenSSH), the key as it was and that. Any other key, and one without a passphrase, stays.
 */
export function withPassphrase(
  key: string | Uint8Array,
  passphrase: string | undefined,
): { readonly key: string | Uint8Array } & Pick<Input, 'passphrase'> {
  if (passphrase === undefined) return { key };
  const reading = parseKey(key);
  if (reading.ok || reading.faults.at(-1)?.kind !== 'encrypted') return { key };
  if (!reading.format?.startsWith('encrypted-')) return { key, passphrase: 'not-tried' };
  try {
    return { key: opened(key, passphrase, reading.format.endsWith('-der')) };
  } catch {
    // OpenSSL names a wrong passphrase in several ways: by the padding, or by what was read behind it.
    return { key, passphrase: 'wrong' };
  }
}

function opened(key: string | Uint8Array, passphrase: string, isDer: boolean): string {
  const bytes = typeof key === 'string' ? key : Buffer.from(key);
  const object = isDer
    ? createPrivateKey({ key: Buffer.from(bytes as Uint8Array), passphrase, format: 'der', type: 'pkcs8' })
    : createPrivateKey({ key: bytes as string | Buffer, passphrase });
  return object.export({ type: 'pkcs8', format: 'pem' }) as string;
}
