import { diagnose } from '../core/diagnosis/diagnose.ts';
import type { PrivateKey, PublicKey } from '../core/keys/key.ts';
import { parseKey } from '../core/keys/parse-key.ts';
import type { KeyFormat } from '../core/keys/reading.ts';
import { EXIT, Failure } from './failure.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';

/** The key that an argument leads to. @throws Failure that names what is wrong with its text, and what mends it. */
export function readWholeKey(argument: string): { readonly key: PrivateKey | PublicKey; readonly format: KeyFormat } {
  const found = readKeyArgument(argument, 'KEY');
  const reading = parseKey(found.text);
  if (!reading.ok) throw explainKey(found);
  return reading;
}

/** Why a key cannot be used, and the command that mends it. The key itself is never repeated. */
export function explainKey({ text, from, name }: KeyArgument): Failure {
  const [finding] = diagnose({ key: text }).findings;
  if (finding === undefined) {
    return new Failure(EXIT.found, `The key from ${from} cannot sign RS256`, `Look at it: mintmark keys check ${name}`);
  }
  const { title, fix, cause } = finding;
  return new Failure(
    EXIT.found,
    `The key from ${from} cannot be used: ${title}`,
    ...fix.steps.slice(0, 1),
    `Why: mintmark explain ${cause}`,
  );
}
