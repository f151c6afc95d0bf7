import { diagnose } from '../core/diagnosis/diagnose.ts';
import { type Failure, usage } from './failure.ts';
import type { KeyArgument } from './key-argument.ts';

/** Why a key cannot be used to sign, and the command that mends it. The key itself is never repeated. */
export function explainKey({ text, from, path }: KeyArgument): Failure {
  const [finding] = diagnose({ key: text }).findings;
  const name = path ?? (/^\w+$/.test(from) ? `env:${from}` : '-');
  if (finding === undefined) {
    return usage(`The key from ${from} cannot sign RS256`, `Look at it: mintmark keys check ${name}`);
  }
  const { title, fix, cause } = finding;
  return usage(
    `The key from ${from} cannot be used: ${title}`,
    ...fix.steps.slice(0, 1),
    fix.command ?? `mintmark keys repair ${name}`,
    `Why: mintmark explain ${cause}`,
  );
}
