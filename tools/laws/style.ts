import { type Law, runPackage } from '../law.ts';

export const style: Law = {
  name: 'style',
  rule: 'Formatted and linted: no import cycles, no floating promises, no clock or randomness in core (biome)',
  async faults(root) {
    const { code, output } = await runPackage(
      '@biomejs/biome/bin/biome',
      // With the rules that need the whole tree: without them, one file takes a tenth of a second instead of ten.
      [
        'check',
        '--config-path=biome.whole-tree.json',
        '--colors=off',
        '--error-on-warnings',
        '--max-diagnostics=50',
        '.',
      ],
      root,
    );
    return code === 0 ? [] : [output.trim(), 'Most of it is mended by: npm run lint -- --write'];
  },
};
