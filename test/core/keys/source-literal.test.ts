import { describe, expect, test } from 'vitest';
import { keyInSource } from '../../../src/core/keys/source-literal.ts';

const LINES = ['-----BEGIN PRIVATE KEY-----', 'AAAA', 'BBBB', '-----END PRIVATE KEY-----'];
const PEM = `${LINES.join('\n')}\n`;
const escaped = PEM.replaceAll('\n', '\\n');
const joined = (mark: string, quote = '"') => LINES.map((line) => `${quote}${line}\\n${quote}`).join(` ${mark}\n    `);
const indented = PEM.replace(/^(?=.)/gm, '        ');

describe('a key in a string literal is what the program has', () => {
  test.each([
    ['py', `import os\nKEY = """${PEM}"""\n`],
    ['py', `KEY = """\\\n${PEM}"""`],
    ['py', `KEY = (\n    ${LINES.map((line) => `'${line}\\n'`).join('\n    ')}\n)`],
    ['py', `KEY = b"${escaped}"`],
    ['java', `class A { String KEY = """\n${indented}        """; }`],
    ['java', `String key = ${joined('+')};`],
    ['kt', `val key = """\n${indented}""".trimIndent()`],
    ['cs', `var key = @"${PEM}";`],
    ['cs', `var key = "${escaped}";`],
    ['php', `$key = <<<EOT\n${PEM}EOT;\n`],
    ['php', `$key = ${joined('.')};`],
    ['go', `const key = \`${PEM}\``],
    ['rb', `KEY = <<~PEM\n${indented}PEM\n`],
    ['js', `const key = \`${PEM}\`;`],
    ['ts', `export const key = '${escaped}';`],
    ['swift', `let key = """\n${indented}        """`],
    ['rs', `const KEY: &str = r"${PEM}";`],
  ])('%s: %s', (language, source) => {
    const found = keyInSource(source, language);
    expect(found?.text.trimEnd()).toBe(PEM.trimEnd());
    expect(found?.line).toBe(source.slice(0, source.indexOf('-----BEGIN')).split('\n').length);
  });

  test('with the fault that it has there', () => {
    expect(keyInSource(`$key = '${escaped}';`, 'php')?.text).toBe(escaped);
    expect(keyInSource(`KEY = """\n${indented}"""`, 'py')?.text).toContain('\n        AAAA');
    expect(keyInSource(`KEY = "${LINES.join('" "')}"`, 'py')?.text).toBe(LINES.join(''));
  });

  test('where no literal holds it, there is none', () => {
    for (const source of [PEM, `# ${PEM}`, `KEY = "${PEM.slice(0, 40)}`, '', 'KEY = ""'])
      expect(keyInSource(source, 'py')).toBeUndefined();
  });
});

test('it is linear', () => {
  for (const part of ['"-----BEGIN A-----', '"""', '" + "', '<<EOT\n', '\\'])
    expect(() => keyInSource(`"-----BEGIN A-----${part.repeat(50_000)}`, 'py')).not.toThrow();
});
