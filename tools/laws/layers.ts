import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Law, projectFiles, runPackage } from '../law.ts';
import { imports } from './imports.ts';

/** What each layer may refer to, and which packages it may import. `node:` is the standard library of the server. */
const LAYERS: {
  readonly [layer: string]: { readonly layers: readonly string[]; readonly packages: readonly RegExp[] };
} = {
  core: { layers: [], packages: [] },
  help: { layers: ['core'], packages: [/^minisearch$/] },
  ports: { layers: ['core'], packages: [] },
  actions: { layers: ['core', 'ports'], packages: [] },
  'adapters/node-crypto': { layers: ['core', 'ports'], packages: [/^node:/] },
  'adapters/smtp': { layers: ['core', 'ports'], packages: [/^nodemailer$/] },
  'adapters/otlp': { layers: ['core', 'ports'], packages: [/^node:/, /^@opentelemetry\//] },
  'adapters/sql': { layers: ['core', 'ports'], packages: [/^node:/, /^kysely(\/|$)/, /^pg$/] },
  'adapters/webcrypto': { layers: ['core', 'ports'], packages: [] },
  'adapters/system': { layers: ['core', 'ports'], packages: [/^node:/] },
  wire: { layers: ['core'], packages: [/^typebox(\/|$)/] },
  http: {
    layers: ['core', 'ports', 'actions', 'wire'],
    packages: [/^node:/, /^fastify$/, /^@fastify\//, /^typebox(\/|$)/, /^prom-client$/, /^@grpc\//],
  },
  options: { layers: ['core', 'ports', 'actions', 'http'], packages: [/^node:/] },
  library: {
    layers: ['core', 'ports', 'actions', 'adapters/node-crypto'],
    packages: [/^node:/],
  },
  compose: {
    layers: [
      'core',
      'ports',
      'actions',
      'adapters/node-crypto',
      'adapters/otlp',
      'adapters/smtp',
      'adapters/sql',
      'adapters/system',
      'wire',
      'http',
      'options',
    ],
    packages: [/^node:/, /^prom-client$/],
  },
  cli: {
    layers: ['core', 'help', 'ports', 'actions', 'adapters/node-crypto', 'wire', 'options', 'library', 'compose', '.'],
    packages: [/^node:/, /^yaml$/],
  },
  dashboard: {
    layers: ['core', 'help', 'ports', 'wire', 'adapters/webcrypto'],
    packages: [/^preact(\/hooks)?$/, /^uqr$/],
  },
};

export const layers: Law = {
  name: 'layers',
  rule: 'A layer imports only the layers below it and the packages that are its own',
  async faults(root) {
    const files = (await projectFiles(root)).filter((path) => path.startsWith('src/'));
    const faults = [
      ...unknownLayers(root),
      ...looseReferences(root),
      ...foreignPackages(root, files),
      ...loadedShapes(root, files),
    ];
    const { code, output } = await runPackage('typescript/bin/tsc', ['-b', '--pretty', 'false'], root);
    if (code !== 0) faults.push(...output.trim().split('\n'));
    return faults;
  },
};

function unknownLayers(root: string): string[] {
  return folders(root)
    .filter((layer) => !Object.hasOwn(LAYERS, layer))
    .map(
      (layer) =>
        `src/${layer}: no layer has this name; add it to the table in tools/laws/layers.ts and to ARCHITECTURE.md`,
    );
}

function folders(root: string): string[] {
  const under = (folder: string) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  return under('src').flatMap((name) =>
    name === 'adapters' ? under('src/adapters').map((one) => `adapters/${one}`) : [name],
  );
}

/** The compiler holds the law only as far as the project references do. */
function looseReferences(root: string): string[] {
  return folders(root).flatMap((layer) => {
    const allowed = LAYERS[layer]?.layers;
    if (allowed === undefined) return [];
    const file = `src/${layer}/tsconfig.json`;
    const config = JSON.parse(readFileSync(join(root, file), 'utf8')) as { references?: { path: string }[] };
    const depth = layer.split('/').length;
    return (config.references ?? [])
      .map((reference) => reference.path.replace('../'.repeat(depth), '').replace(/^\.\.(\/\.\.)*$/, '.'))
      .filter((target) => !allowed.includes(target))
      .map((target) => `${file}: ${layer} may not refer to ${target}`);
  });
}

function foreignPackages(root: string, files: readonly string[]): string[] {
  const faults: string[] = [];
  for (const file of files.filter((path) => path.endsWith('.ts') || path.endsWith('.tsx'))) {
    const layer = Object.keys(LAYERS).find((name) => file.startsWith(`src/${name}/`));
    if (layer === undefined) continue;
    for (const specifier of imports(readFileSync(join(root, file), 'utf8'))) {
      if (specifier.startsWith('.')) continue;
      if (LAYERS[layer]?.packages.some((allowed) => allowed.test(specifier))) continue;
      faults.push(`${file}: ${layer} may not import ${specifier}`);
    }
  }
  return faults;
}

/** The page has the types of the wire and none of its schemas, which would bring their package into it. */
function loadedShapes(root: string, files: readonly string[]): string[] {
  const loading = /^(?:import|export) (?!type )[^'"=;()]*from '[^'\n]*\/wire\/[^'\n]+'/m;
  return files
    .filter((path) => path.startsWith('src/dashboard/') && /\.tsx?$/.test(path))
    .filter((path) => loading.test(readFileSync(join(root, path), 'utf8')))
    .map((path) => `${path}: dashboard may import types of wire, and nothing that is loaded: import type`);
}
