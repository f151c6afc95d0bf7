import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { type Law, projectFiles } from '../law.ts';

export const links: Law = {
  name: 'links',
  rule: 'Every local link of a document leads to a file, its fragment to a heading, and a document that is named is there',
  async faults(root) {
    const files = await projectFiles(root);
    const faults = absentDocuments(root, files);
    for (const path of files.filter((one) => one.endsWith('.md'))) {
      const text = readFileSync(join(root, path), 'utf8');
      for (const target of targets(text)) {
        const fault = deadEnd(root, path, target);
        if (fault !== undefined) faults.push(`${path}: ${target}: ${fault}`);
      }
    }
    return faults;
  },
};

/** Documents of the root that code or prose names, by their name in capitals, and that are not in the project. */
function absentDocuments(root: string, files: readonly string[]): string[] {
  const known = new Set(files.map((path) => basename(path)));
  return files
    .filter((path) => /\.(ts|tsx|mjs|cjs|md|css|sh|ya?ml|conf|cfg)$/.test(path))
    .flatMap((path) => {
      const named = readFileSync(join(root, path), 'utf8').match(/\b[A-Z][A-Z-]+\.md\b/g) ?? [];
      return [...new Set(named)]
        .filter((name) => !known.has(name))
        .map((name) => `${path}: ${name}: there is no such document`);
    });
}

/** Destinations of inline links and images outside of code (CommonMark §6.3). */
function targets(markdown: string): string[] {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] as string);
}

function deadEnd(root: string, from: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [file = '', fragment] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file)));
  if (path.startsWith('..')) return 'leads out of the project';
  if (!existsSync(join(root, path))) return 'there is no such file';
  if (fragment === undefined || !path.endsWith('.md')) return undefined;
  return anchors(readFileSync(join(root, path), 'utf8')).has(fragment) ? undefined : 'there is no such heading';
}

/** Anchors as GitHub makes them from headings. */
function anchors(markdown: string): ReadonlySet<string> {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return new Set(
    [...prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) =>
      (match[1] as string)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}
