import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { run } from './law.ts';

/** An npm package that is packed from this tree. */
export interface PackageShape {
  readonly name: string;
  readonly description: string;
  /** Subpath of `exports` → module under dist/, without extension. */
  readonly entries: { readonly [subpath: string]: string };
  /** Has the command line and the server, with the dependencies that they load. */
  readonly isWhole: boolean;
  /** The document that becomes README.md. */
  readonly readme: string;
}

export const PACKAGES: readonly PackageShape[] = [
  {
    name: '@mintmark/jwt',
    description: 'Mint, verify and explain JWTs: why a token is refused, and what to do. No dependency',
    entries: { '.': 'jwt', './gate': 'gate' },
    isWhole: false,
    readme: 'docs/guides/library.md',
  },
  {
    name: 'mintmark',
    description: 'Application credentials and JWT authentication that explains its 401s: server, gate and command line',
    entries: { '.': 'jwt', './gate': 'gate' },
    isWhole: true,
    readme: 'README.md',
  },
];

/** Lays out one package in `folder` from what is built in `root`/dist. @throws where something is not built. */
export function stage(shape: PackageShape, root: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, file), join(folder, file));
  cpSync(join(root, shape.readme), join(folder, 'README.md'));
  for (const file of modules(join(root, 'dist'), Object.values(shape.entries))) {
    const to = join(folder, 'lib', file);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, publishable(readFileSync(join(root, 'dist', file), 'utf8'), file));
  }
  if (shape.isWhole) {
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
    const isCode = (path: string): boolean => !path.endsWith('.map');
    cpSync(join(root, 'dist/bundle'), join(folder, 'dist/bundle'), { recursive: true, filter: isCode });
    cpSync(join(root, 'dist/dashboard'), join(folder, 'dist/dashboard'), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(shape, root), null, 2)}\n`);
}

/** Packs a staged folder. @returns the path of the tarball. */
export async function pack(folder: string, destination: string): Promise<string> {
  mkdirSync(destination, { recursive: true });
  const { code, output } = await run('npm', ['pack', '--silent', '--pack-destination', destination], folder);
  if (code !== 0) throw new Error(`npm pack failed in ${folder}: ${output}`);
  return join(destination, output.trim());
}

function manifest(shape: PackageShape, root: string): object {
  const house = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly license: string;
    readonly keywords?: readonly string[];
    readonly bin: { readonly [command: string]: string };
    readonly dependencies: { readonly [name: string]: string };
  };
  const entries = Object.entries(shape.entries).map(([subpath, module]) => [
    subpath,
    { types: `./lib/${module}.d.ts`, default: `./lib/${module}.js` },
  ]);
  return {
    name: shape.name,
    version: house.version,
    description: shape.description,
    keywords: house.keywords,
    license: house.license,
    type: 'module',
    engines: { node: '>=20' },
    ...(shape.isWhole
      ? {
          bin: { mintmark: 'bin/mintmark.cjs' },
          dependencies: dependenciesOf(join(root, 'dist/bundle'), house.dependencies),
        }
      : { sideEffects: false }),
    exports: { ...Object.fromEntries(entries), './package.json': './package.json' },
  };
}

/** Those of the dependencies of the house that the bundle loads: others only build it. */
function dependenciesOf(
  bundle: string,
  house: { readonly [name: string]: string },
): { readonly [name: string]: string } {
  const code = readdirSync(bundle, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]js$/.test(file))
    .map((file) => readFileSync(join(bundle, file), 'utf8'))
    .join('\n');
  const isLoaded = (name: string) =>
    new RegExp(`(?:\\bfrom ?|\\bimport ?\\(?|\\brequire\\(|\\bcreateRequire\\([\\w.]+\\)\\()["'\`]${name}["'\`/]`).test(
      code,
    );
  return Object.fromEntries(Object.entries(house).filter(([name]) => isLoaded(name)));
}

/** The entries and every module that they import, as paths under `dist`: code and types. */
function modules(dist: string, entries: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const open = entries.flatMap((entry) => [`${entry}.js`, `${entry}.d.ts`]);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    if (!existsSync(join(dist, file))) throw new Error(`dist/${file} is not built: npm run build`);
    found.add(file);
    const text = readFileSync(join(dist, file), 'utf8');
    const extension = file.endsWith('.d.ts') ? '.d.ts' : '.js';
    for (const [, specifier = ''] of text.matchAll(/(?:\bfrom |\bimport |\bimport\()["'](\.[^"']+)["']/g)) {
      open.push(normalize(join(dirname(file), specifier)).replace(/\.[jt]s$/, extension));
    }
  }
  return [...found].sort();
}

/** Types name their modules as they are published, and nothing refers to a map that is left out. */
function publishable(text: string, file: string): string {
  const whole = text.replace(/^\/\/# sourceMappingURL=.*\n?/gm, '');
  return file.endsWith('.d.ts') ? whole.replace(/(["']\.[^"']+)\.ts(["'])/g, '$1.js$2') : whole;
}
