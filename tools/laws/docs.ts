import { GENERATED_FOLDERS, generatedPages } from '../docs/pages.ts';
import { differences } from '../generated.ts';
import type { Law } from '../law.ts';

export const docs: Law = {
  name: 'docs',
  rule: 'docs/causes and docs/reference say what the code says, and have no other page',
  async faults(root) {
    const found = differences(root, await generatedPages(), GENERATED_FOLDERS);
    const faults = found.map(([path, how]) => `${path}: ${how === 'orphan' ? 'nothing makes this page' : how}`);
    return faults.length === 0 ? [] : [...faults, 'Mend it with: npm run generate'];
  },
};
