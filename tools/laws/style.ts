import { type Law, runPackage } from '../law.ts';

export const style: Law = {
  name: 'style',
  rule: 'Formatted and linted: no import cycles, no floating promises, no clock or randomness in core (biome)',
  async faults(root) {
    const { code, output } = await runPackage(
      '@biomejs/biome/bin/biome',
      ['check', '--colors=off', '--error-on-warnings', '--max-diagnostics=50', '.'],
      root,
    );
    return code === 0 ? [] : [output.trim(), 'Most of it is mended by: npx biome check --write'];
  },
};
