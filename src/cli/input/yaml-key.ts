import { createRequire } from 'node:module';

/** Loaded where a YAML file is read, and not at the start: `mint` is called once a request. */
function yaml(): typeof import('yaml') {
  const require = createRequire(import.meta.url);
  return require('yaml');
}

/** A key as the readers of a YAML file get it: block scalars keep their lines, folded and plain ones lose them. */
export interface YamlKey {
  readonly value: string;
  readonly line: number;
}

/** Larger files hold no settings. */
const LONGEST = 1_048_576;

/** The first private key in a YAML file, else the first key of any kind; `undefined` where it is no YAML, or has none. */
export function keyInYaml(text: string): YamlKey | undefined {
  if (text.length > LONGEST || !text.includes('-----BEGIN ')) return undefined;
  const { isScalar, parseAllDocuments, visit } = yaml();
  const found: YamlKey[] = [];
  for (const document of parseAllDocuments(text, { logLevel: 'silent' })) {
    if (!('contents' in document) || document.errors.length > 0) return undefined;
    visit(document, {
      Scalar(_, node) {
        if (!isScalar(node) || typeof node.value !== 'string' || !node.value.includes('-----BEGIN ')) return;
        found.push({ value: node.value, line: text.slice(0, node.range?.[0] ?? 0).split('\n').length });
      },
    });
  }
  // A whole file that is one scalar is the key itself.
  const inside = found.filter(({ value }) => value.trim() !== text.trim());
  return inside.find(({ value }) => value.includes('PRIVATE KEY')) ?? inside[0];
}
