import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Law, projectFiles } from '../law.ts';

const LIMIT = 300;

export const fileSize: Law = {
  name: 'file-size',
  rule: `No file that a person writes is over ${LIMIT} lines`,
  async faults(root) {
    const faults: string[] = [];
    for (const path of await projectFiles(root)) {
      if (!isWritten(path)) continue;
      const lines = readFileSync(join(root, path), 'utf8').split('\n').length - 1;
      if (lines > LIMIT) faults.push(`${path}: ${lines} lines; split it by what it does`);
    }
    return faults;
  },
};

/** What the benches write of their own results, whole. */
const OF_BENCHES = ['docs/performance.md', 'docs/field.md'];

/** Vectors and reference pages are generated, lock files are npm's, and the licence is a text of its own. */
function isWritten(path: string): boolean {
  if (/^(vectors|docs\/(causes|reference))\//.test(path)) return false;
  return /\.(ts|tsx|mjs|css|html|md|sh|grit|conf|cfg|service|ya?ml)$/.test(path) && !OF_BENCHES.includes(path);
}
