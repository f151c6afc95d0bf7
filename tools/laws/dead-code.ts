import { type Law, runPackage } from '../law.ts';

export const deadCode: Law = {
  name: 'dead-code',
  rule: 'No file, export or dependency that nothing uses (knip)',
  async faults(root) {
    const { code, output } = await runPackage('knip/bin/knip.js', ['--no-progress'], root);
    return code === 0 ? [] : [output.trim()];
  },
};
