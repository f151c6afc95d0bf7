import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Law, projectFiles } from '../law.ts';

/** What ties a text to one machine or one network. */
const FORBIDDEN: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /\/(?:work\/(?:main|wt|shared)|root|Users)\/[\w.-]+/,
    why: 'a path of one machine; write it relative to the project',
  },
  {
    pattern: /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.[a-z]+/,
    why: 'the host of a package registry; name the package only',
  },
  {
    pattern: /@ts-(?:ignore|nocheck)|\beslint-disable|\bbiome-ignore(?! lint\/[\w/]+: \w)/,
    why: 'a check is switched off; mend the code',
  },
  { pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/, why: 'a note to a colleague; do it or open an issue' },
];

export const words: Law = {
  name: 'words',
  rule: 'No file names one machine, one registry or unfinished work, and no check is switched off',
  async faults(root) {
    const faults: string[] = [];
    for (const path of await projectFiles(root)) {
      if (path === 'tools/laws/words.ts' || isBinary(path)) continue;
      for (const [index, line] of readFileSync(join(root, path), 'utf8').split('\n').entries()) {
        for (const { pattern, why } of FORBIDDEN) {
          const found = pattern.exec(line);
          if (found !== null) faults.push(`${path}:${index + 1}: ${found[0]}: ${why}`);
        }
      }
    }
    return faults;
  },
};

function isBinary(path: string): boolean {
  return /\.(png|ico|woff2?|der|p12)$/.test(path);
}
