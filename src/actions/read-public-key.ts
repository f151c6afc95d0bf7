import { fromOutside } from '../core/evidence/key-fault-cause.ts';
import { fingerprint } from '../core/keys/fingerprint.ts';
import { type KeyKind, kindOfKey, RSA_ALONE } from '../core/keys/key-kind.ts';
import { spkiPem } from '../core/keys/key-text.ts';
import { parseKey } from '../core/keys/parse-key.ts';
import type { KeyReading } from '../core/keys/reading.ts';
import { repairKey } from '../core/keys/repair-key.ts';
import { weaknesses } from '../core/keys/weaknesses.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';

/** A public key, as it is stored: SPKI PEM, and the SHA-256 of its DER in base64. */
export interface ReadKey {
  readonly publicKey: string;
  readonly fingerprint: string;
}

/**
 * Reads a posted public key strictly: of a kind that is taken, whole, and not weak. A private key is refused by itself, and in no refusal is
 * anything of the text. `parameter` is the dotted path that it came under.
 */
export function readPublicKey(
  text: string,
  parameter: string,
  kinds: readonly KeyKind[] = RSA_ALONE,
): Outcome<ReadKey> {
  const reading = parseKey(text);
  if (holdsPrivateKey(text, reading)) return refused({ kind: 'private-key-posted', parameter });
  if (!reading.ok) {
    const [fault = reading.faults[0]] = fromOutside(reading.faults);
    return refused({ kind: 'key-unreadable', parameter, fault });
  }
  const { key } = reading;
  if (key.type !== 'public' || !kinds.some((kind) => kind === kindOfKey(key))) {
    const isUsual = kinds.length === 1 && kinds[0] === 'RSA';
    const fault = {
      kind: 'algorithm-unsupported',
      algorithm: kindOfKey(key),
      ...(!isUsual && { accepted: kinds }),
    } as const;
    return refused({ kind: 'key-unreadable', parameter, fault });
  }
  const found = weaknesses(key);
  if (found.length > 0) return refused({ kind: 'key-too-weak', parameter, weaknesses: found });
  return done({ publicKey: spkiPem(key), fingerprint: fingerprint(key) });
}

/** Also where it cannot be read as it stands: mangled, wrapped, or damaged beyond repair, it has left its place. */
function holdsPrivateKey(text: string, reading: KeyReading): boolean {
  const isLabelled = /private|pkcs8|sec1|pkcs12|putty/.test(reading.format ?? '') || /PRIVATE\s*KEY/i.test(text);
  if (isLabelled || reading.key?.type === 'private') return true;
  if (reading.ok) return false;
  const repaired = repairKey(text);
  return repaired.ok && repaired.key.type === 'private';
}
