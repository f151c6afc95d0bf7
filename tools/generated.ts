import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Files = ReadonlyMap<string, string>;

type Difference = readonly [path: string, how: 'missing' | 'differs' | 'orphan'];

/** Paths under `root` that differ from what is generated, each with how. */
export function differences(root: string, files: Files, folders: readonly string[]): readonly Difference[] {
  const wrong = [...files].flatMap(([path, text]): Difference[] => {
    const whole = join(root, path);
    if (!existsSync(whole)) return [[path, 'missing']];
    return readFileSync(whole, 'utf8') === text ? [] : [[path, 'differs']];
  });
  return [...wrong, ...orphans(root, files, folders).map((path): Difference => [path, 'orphan'])];
}

/** Makes the folders hold the files and nothing else. @returns the paths that were changed. */
export function writeAll(root: string, files: Files, folders: readonly string[]): readonly string[] {
  const changed = differences(root, files, folders).map(([path]) => path);
  for (const path of changed) {
    const text = files.get(path);
    if (text === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return changed;
}

function orphans(root: string, files: Files, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => !files.has(path));
}
