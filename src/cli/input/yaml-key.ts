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

/** `-----BEGIN ` in base64. */
const ENCODED = 'LS0tLS1CRUdJTi';

/** What a program gets of a scalar: of `NAME=value` in a list the value; of a Secret of Kubernetes what base64 encodes. */
function given(value: string, isSecret: boolean): string {
  if (isSecret && value.trim().startsWith(ENCODED)) return Buffer.from(value, 'base64').toString('utf8');
  return value.replace(/^[A-Za-z_]\w*=(?=-----BEGIN )/, '');
}

/** A text of unknown form that has the lines of YAML, and a key in it by the rules of YAML. */
export function keyInYamlText(text: string): YamlKey | undefined {
  const first = /^(?:\s*#[^\n]*\n|---\s*\n|\s*\n)*([^\n]*)/.exec(text.slice(0, 4096))?.[1] ?? '';
  const isYaml =
    /^[ \t-]*["']?[\w./-]{1,80}["']?:(?:[ \t]|\r?$)/.test(first) && !/[;{,][ \t]*\r?$/m.test(text.slice(0, 65_536));
  return isYaml ? keyInYaml(text) : undefined;
}

/** The first private key in a YAML file, else the first key of any kind; `undefined` where it is no YAML, or has none. */
export function keyInYaml(text: string): YamlKey | undefined {
  if (text.length > LONGEST || !(text.includes('-----BEGIN ') || text.includes(ENCODED))) return undefined;
  const { isScalar, parseAllDocuments, visit } = yaml();
  const found: YamlKey[] = [];
  for (const document of parseAllDocuments(text, { logLevel: 'silent' })) {
    if (!('contents' in document) || document.errors.length > 0) return undefined;
    const isSecret = document.get('kind') === 'Secret';
    visit(document, {
      Scalar(_, node) {
        if (!isScalar(node) || typeof node.value !== 'string') return;
        const value = given(node.value, isSecret);
        if (value.includes('-----BEGIN '))
          found.push({ value, line: text.slice(0, node.range?.[0] ?? 0).split('\n').length });
      },
    });
  }
  // A whole file that is one scalar is the key itself.
  const inside = found.filter(({ value }) => value.trim() !== text.trim());
  return inside.find(({ value }) => value.includes('PRIVATE KEY')) ?? inside[0];
}
