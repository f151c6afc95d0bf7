import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { house } from '../law.ts';

export const GUIDE = 'docs/guides/library.md';

/** The guide to the library with its code blocks as the files of `examples` have them: ```` ```ts examples/koa.ts ````. */
export function libraryGuide(): string {
  return withExamples(readFileSync(join(house, GUIDE), 'utf8'), house);
}

/** Fills each code block that names a file of `root` with that file. */
export function withExamples(text: string, root: string): string {
  return text.replace(/^```ts (examples\/\S+)\n(?:(?!```)[^\n]*\n)*```$/gm, (_, path: string) => {
    return `\`\`\`ts ${path}\n${readFileSync(join(root, path), 'utf8')}\`\`\``;
  });
}
