/**
 * Holds the laws of the house and lists what breaks them. `npm run check` holds all that a look at the tree decides;
 * `npm run check -- style links` only the named ones. Exit code 1 where any does not hold.
 */
import { house, type Law, runPackage } from './law.ts';
import { laws } from './laws/index.ts';

/** Laws that only a run decides: causes and their examples, canaries in words, one suite per port. `npm test` runs them too. */
const proofs: Law = {
  name: 'proofs',
  rule: 'The tests of test/law and test/contract pass',
  async faults(root) {
    const only = ['test/law', 'test/contract', '--exclude', 'test/law/laws.test.ts'];
    const { code, output } = await runPackage('vitest/vitest.mjs', ['run', '--root', root, ...only], root);
    return code === 0 ? [] : [output.trim()];
  },
};

async function main(names: readonly string[]): Promise<number> {
  const all = [...laws, proofs];
  const unknown = names.find((name) => !all.some((law) => law.name === name));
  if (unknown !== undefined) {
    console.error(`No law named ${unknown}. There are: ${all.map((law) => law.name).join(', ')}`);
    return 2;
  }
  const broken: { law: Law; faults: readonly string[] }[] = [];
  for (const law of names.length === 0 ? laws : all.filter((one) => names.includes(one.name))) {
    const start = performance.now();
    const faults = await law.faults(house);
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
    console.log(`${faults.length === 0 ? 'holds ' : 'BROKEN'}  ${law.name.padEnd(10)} ${seconds} s  ${law.rule}`);
    if (faults.length > 0) broken.push({ law, faults });
  }
  for (const { law, faults } of broken) {
    console.log(`\n${law.name}: ${law.rule}`);
    for (const fault of faults) console.log(fault.replace(/^/gm, '  '));
  }
  if (broken.length > 0) console.log(`\nBroken: ${broken.map(({ law }) => law.name).join(', ')}`);
  return broken.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
