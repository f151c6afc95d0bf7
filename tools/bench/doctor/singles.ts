import { openRunKit } from '../../../src/cli/break/run-kit.ts';
import { inputText, waysTo } from '../../../src/core/break/ways.ts';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Certainty } from '../../../src/core/evidence/cause.ts';
import { counted, type Row } from './row.ts';

/** Clients that each way is written as. */
const STYLES = 8;
const LEAST_WAYS = 3;

/** Each cause by itself, in every way that is written down, as different clients write it. Inputs that are equal count once. */
export function singles(): readonly Row[] {
  const kitOf = openRunKit();
  const misses: string[] = [];
  const few: string[] = [];
  const certainties: { [name in Certainty]: number } = { proved: 0, likely: 0, possible: 0 };
  const overstated: string[] = [];
  let ways = 0;
  let equal = 0;
  let made = 0;
  for (const cause of CAUSES) {
    const seen = new Set<string>();
    for (let style = 1; style <= STYLES; style++) {
      for (const [index, input] of waysTo(cause, kitOf(style)).entries()) {
        const text = inputText(input);
        if (seen.has(text)) {
          equal++;
          continue;
        }
        seen.add(text);
        made++;
        const { findings, verdict } = diagnose(input);
        const [root] = findings;
        const name = `${cause.id} (way ${index + 1}, client ${style})`;
        if (root?.cause !== cause.id) misses.push(`${name}: ${root?.certainty ?? ''} ${root?.cause ?? 'nothing'}`);
        else certainties[root.certainty]++;
        const isWrongProof = root !== undefined && root.cause !== cause.id && root.certainty === 'proved';
        if (isWrongProof || (root?.certainty === 'possible' && verdict === 'rejected')) overstated.push(name);
      }
      if (style > 1) continue;
      ways += seen.size;
      if (seen.size < LEAST_WAYS) few.push(`${cause.id}: ${seen.size}`);
    }
  }
  const { proved, likely, possible } = certainties;
  return [
    counted(`causes with ${LEAST_WAYS} ways or more to them`, CAUSES.length - few.length, CAUSES.length, 1, few),
    counted(`single faults: ${ways} ways, ${STYLES} clients, root named`, made - misses.length, made, 1, misses),
    stated('  left out, equal to another', String(equal)),
    stated('  how sure', `${proved} proved, ${likely} likely, ${possible} possible`),
    {
      name: '  called surer than they are',
      result: String(overstated.length),
      wanted: '0',
      met: overstated.length === 0,
      misses: overstated,
    },
  ];
}

function stated(name: string, result: string): Row {
  return { name, result, wanted: '', met: true, misses: [] };
}
