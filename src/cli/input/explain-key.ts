import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { ReportFinding } from '../../core/evidence/report.ts';
import type { PrivateKey, PublicKey } from '../../core/keys/key.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { KeyFormat } from '../../core/keys/reading.ts';
import { repairKey } from '../../core/keys/repair-key.ts';
import { EXIT, Failure } from '../terminal/failure.ts';
import { fill } from '../terminal/filled-command.ts';
import { withPassphrase } from './decrypt-key.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';

/**
 * The key that an argument leads to; one in a container that libraries do not read (OpenSSH, a certificate request) too.
 * @throws Failure that names what is wrong with its text, and what mends it.
 */
export function readWholeKey(
  argument: string,
  passphrase?: string,
): { readonly key: PrivateKey | PublicKey; readonly format: KeyFormat } {
  const found = readKeyArgument(argument, 'KEY');
  const reading = parseKey(withPassphrase(found.text, passphrase).key);
  if (reading.ok) return reading;
  const isContained = reading.faults.every(({ kind }) => kind === 'container-unsupported');
  if (!isContained || !reading.key || !reading.format) throw explainKey(found, 'any', passphrase);
  return { key: reading.key, format: reading.format };
}

/** Findings about what a key is for, and not about how it is written. */
const OF_USE: readonly string[] = ['public-key-in-place-of-private', 'algorithm-key-mismatch'];

/** What is wrong with how a key is written, whatever it is for. */
export function faultOfForm(key: Pick<Input, 'key' | 'passphrase'>): ReportFinding | undefined {
  return diagnose(key).findings.find(({ cause }) => !OF_USE.includes(cause));
}

/** What a text is that holds no key to verify with, in a sentence. */
export function whyNotUsed(text: string | Uint8Array): string {
  const input = { key: text };
  return (faultOfForm(input) ?? diagnose(input).findings[0])?.title ?? NO_KEY;
}

/** What makes a key of what stands in its place, where that is known. */
export function nextStep(text: string | Uint8Array): string | undefined {
  const finding = faultOfForm({ key: text });
  return finding?.cause === 'key-reference-unresolved' ? finding.fix.steps[0] : undefined;
}

const BY_OTHER_RULES = 'Or mint by rules that take this key: --profile NAME or --profile FILE';
const NO_KEY = 'It is not an RSA, EC or Ed25519 key.';

/**
 * Why a key cannot be used, and the command that mends it; `any`: where a public key, or one for another algorithm, would
 * do. The key itself is never repeated.
 */
export function explainKey(
  { text: given, from, name }: KeyArgument,
  wanted: 'private' | 'any' = 'private',
  passphrase?: string,
): Failure {
  const input = withPassphrase(given, passphrase);
  const text = input.key;
  const finding =
    (wanted === 'any' ? faultOfForm(input) : undefined) ??
    diagnose(input).findings[0] ??
    // A whole key, and of another kind than those that Vonage applications have.
    diagnose({ ...input, profile: 'vonage' }).findings[0];
  const convert = finding?.fix.command?.includes('FILE') === true && !/^(?:-|KEY|env:.*)$/.test(name);
  const why = finding?.title ?? NO_KEY;
  const next = [
    ...(finding?.fix.steps.slice(0, 1) ?? []),
    ...(convert ? [`  ${fill(finding?.fix.command ?? '', name, undefined)}`] : []),
    ...(finding?.cause === 'algorithm-key-mismatch' && wanted === 'private' ? [BY_OTHER_RULES] : []),
    ...(!parseKey(text).ok && repairKey(text).ok ? [`Repair it: mintmark keys repair ${name}`] : []),
    ...(finding === undefined ? [] : [`Why: mintmark explain ${finding.cause}`]),
  ];
  return new Failure(EXIT.found, `The key from ${from} cannot be used: ${why}`, ...next);
}
