import { diagnose } from '../core/diagnosis/diagnose.ts';
import type { PrivateKey, PublicKey } from '../core/keys/key.ts';
import { parseKey } from '../core/keys/parse-key.ts';
import type { KeyFormat } from '../core/keys/reading.ts';
import { repairKey } from '../core/keys/repair-key.ts';
import { EXIT, Failure } from './failure.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';

/**
 * The key that an argument leads to; one in a container that libraries do not read (OpenSSH, a certificate request) too.
 * @throws Failure that names what is wrong with its text, and what mends it.
 */
export function readWholeKey(argument: string): { readonly key: PrivateKey | PublicKey; readonly format: KeyFormat } {
  const found = readKeyArgument(argument, 'KEY');
  const reading = parseKey(found.text);
  if (reading.ok) return reading;
  const isContained = reading.faults.every(({ kind }) => kind === 'container-unsupported');
  if (!isContained || !reading.key || !reading.format) throw explainKey(found);
  return { key: reading.key, format: reading.format };
}

/** Why a key cannot be used, and the command that mends it. The key itself is never repeated. */
export function explainKey({ text, from, name }: KeyArgument): Failure {
  const [finding] = diagnose({ key: text }).findings;
  const why = finding?.title ?? 'It is no RSA, EC or Ed25519 key.';
  const next = [
    ...(finding?.fix.steps.slice(0, 1) ?? []),
    ...(!parseKey(text).ok && repairKey(text).ok ? [`Mend it: mintmark keys repair ${name}`] : []),
    ...(finding === undefined ? [] : [`Why: mintmark explain ${finding.cause}`]),
  ];
  return new Failure(EXIT.found, `The key from ${from} cannot be used: ${why}`, ...next);
}
