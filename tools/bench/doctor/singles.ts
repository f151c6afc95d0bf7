import { openRunKit } from '../../../src/cli/break/run-kit.ts';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { LEAST_VARIANTS, variantOf } from '../../../src/core/diagnosis/variants.ts';
import { counted, type Row } from './row.ts';

/** Each cause by itself, in variants: is it the root, and is nothing else called proved? */
export function singles(): readonly Row[] {
  const kitOf = openRunKit();
  const misses: string[] = [];
  let wrongProofs = 0;
  let made = 0;
  for (const cause of CAUSES) {
    for (let variant = 1; variant <= LEAST_VARIANTS; variant++) {
      made++;
      const [root] = diagnose(variantOf(cause, variant, kitOf)).findings;
      if (root?.cause === cause.id) continue;
      misses.push(`${cause.id} (variant ${variant}): ${root?.cause ?? 'nothing'}`);
      if (root?.certainty === 'proved') wrongProofs++;
    }
  }
  return [
    counted(
      `single faults: ${CAUSES.length} causes, ${LEAST_VARIANTS} variants`,
      made - misses.length,
      made,
      1,
      misses,
    ),
    {
      name: 'single faults: wrong ones called proved',
      result: String(wrongProofs),
      wanted: '0',
      met: wrongProofs === 0,
      misses: [],
    },
  ];
}
