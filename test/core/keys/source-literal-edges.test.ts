import { expect, test } from 'vitest';
import { keyInSource } from '../../../src/core/keys/source-literal.ts';

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';
const textOf = (source: string, language = 'py') => keyInSource(source, language)?.text;

test.each<[language: string, source: string, text: string]>([
  // A text that is raw keeps its backslashes; others read them.
  ['py', `r"${BEGIN}\\nA"`, `${BEGIN}\\nA`],
  ['rs', `R"${BEGIN}\\"`, `${BEGIN}\\`],
  ['cs', `@"${BEGIN}\\n"`, `${BEGIN}\\n`],
  ['py', `b"${BEGIN}\\nA"`, `${BEGIN}\nA`],
  ['py', `r"""${BEGIN}\\nA"""`, `${BEGIN}\\nA`],
  ['py', `"""${BEGIN}\\nA"""`, `${BEGIN}\nA`],
  ['go', `\`${BEGIN}\\nA\``, `${BEGIN}\\nA`],
  ['js', `\`${BEGIN}\\nA\``, `${BEGIN}\nA`],
  ['go', `"${BEGIN}\\nA"`, `${BEGIN}\nA`],
  ['php', `'${BEGIN}\\nA'`, `${BEGIN}\\nA`],
  ['rb', `'${BEGIN}\\nA'`, `${BEGIN}\\nA`],
  ['php', `"${BEGIN}\\nA"`, `${BEGIN}\nA`],
  ['rbs', `'${BEGIN}\\nA'`, `${BEGIN}\nA`],
  ['xphp', `'${BEGIN}\\nA'`, `${BEGIN}\nA`],
  // Escapes.
  ['py', `"${BEGIN}\\r\\n\\tA\\"\\\\\\q"`, `${BEGIN}\r\n\tA"\\q`],
  ['py', `"${BEGIN}\\\nA\\\r\nB"`, `${BEGIN}AB`],
  ['py', `'${BEGIN}\\'A'`, `${BEGIN}'A`],
  // Literals behind each other are one text.
  ['py', `"${BEGIN}" "A"`, `${BEGIN}A`],
  ['py', `"${BEGIN}""A"`, `${BEGIN}A`],
  ['py', `"${BEGIN}""A""B"`, `${BEGIN}AB`],
  ['js', `\`${BEGIN}\nundefined\``, `${BEGIN}\nundefined`],
  ['js', `"${BEGIN}"+"A" +\n\t'B'`, `${BEGIN}AB`],
  ['php', `'${BEGIN}'.'\\n'`, `${BEGIN}\\n`],
  ['lua', `"${BEGIN}".."\\n"`, `${BEGIN}\n`],
  ['vb', `"${BEGIN}"&"A"`, `${BEGIN}A`],
  ['sh', `"${BEGIN}"\\\n"A"`, `${BEGIN}A`],
  ['py', `"${BEGIN}", "A"`, BEGIN],
  ['py', `"${BEGIN}"; x = "A"`, BEGIN],
  ['py', `"${BEGIN}" + "A`, BEGIN],
  ['py', `"${BEGIN}" + "\\"`, BEGIN],
  ['py', `"${BEGIN}"${' '.repeat(199)}"A"`, `${BEGIN}A`],
  ['py', `"${BEGIN}"${' '.repeat(200)}"A"`, BEGIN],
  // Text blocks.
  ['py', `"""\n  ${BEGIN}\n  A"""`, `${BEGIN}\n  A`],
  ['java', `"""\n  ${BEGIN}\n  A"""`, `${BEGIN}\nA`],
  ['cs', `"""\n  ${BEGIN}\n\tA"""`, `${BEGIN}\nA`],
  ['groovy', `'''\n  ${BEGIN}\n  A'''`, `${BEGIN}\nA`],
  ['javax', `"""\n  ${BEGIN}\n  A"""`, `${BEGIN}\n  A`],
  ['xcs', `"""\n  ${BEGIN}\n  A"""`, `${BEGIN}\n  A`],
  ['kt', `"""\n  ${BEGIN}\n  A"""${' '.repeat(25)}.trimIndent()`, `${BEGIN}\nA`],
  ['kt', `"""\n  ${BEGIN}\n  A"""${' '.repeat(26)}.trimIndent()`, `${BEGIN}\nA`],
  ['kt', `"""\n  ${BEGIN}\n  A"""${' '.repeat(27)}.trimIndent()`, `${BEGIN}\n  A`],
  ['kt', `"""\n  ${BEGIN}\n  A"""; """.trimIndent()`, `${BEGIN}\n  A`],
  ['js', `\`\n  ${BEGIN}\n  A\`.stripIndent()`, `${BEGIN}\nA`],
  // Heredocs.
  ['php', `<<<'EOT'\n${BEGIN}\nA\nEOT;`, `${BEGIN}\nA\n`],
  ['php', `<<<EOT\r\n${BEGIN}\nEOTX\nA\n  EOT`, `${BEGIN}\nEOTX\nA\n`],
  ['rb', `x(<<-"PEM", 1)\n  ${BEGIN}\n  A\n  PEM\n`, `${BEGIN}\nA\n`],
  ['rb', `<<~PEM\n  ${BEGIN}\n  A\n`, ''],
  ['rb', `<<~PEM; x = "${BEGIN}"\n`, BEGIN],
])('%s: %j', (language, source, text) => {
  expect(textOf(source, language)).toBe(text || undefined);
});

test('a quotation mark further back, or one of another text, opens nothing', () => {
  expect(textOf(`"x" + a ${BEGIN}"`)).toBeUndefined();
  expect(textOf(`<<EOT\nx\n${BEGIN}\nEOT`)).toBeUndefined();
  expect(textOf(`key ${BEGIN} undefined`)).toBeUndefined();
  expect(textOf(`"\n${BEGIN}"`)).toBe(BEGIN);
  expect(textOf(`"\n\n${BEGIN}"`)).toBeUndefined();
});

test('what opens it stands in the 400 characters before, be it at the beginning', () => {
  expect(textOf(`"${' '.repeat(399)}${BEGIN}"`)).toBe(BEGIN);
  expect(textOf(`"${' '.repeat(400)}${BEGIN}"`)).toBeUndefined();
  expect(textOf(`"${BEGIN}"`)).toBe(BEGIN);
  expect(keyInSource(`\n\n "${BEGIN}"`, 'py')?.line).toBe(3);
});

test('a literal is no longer than 64 KiB', () => {
  const filled = (length: number) => BEGIN + 'A'.repeat(length - BEGIN.length);
  expect(textOf(`"${filled(65_535)}"`)).toHaveLength(65_535);
  expect(textOf(`"${filled(65_536)}"`)).toBeUndefined();
  expect(textOf(`<<EOT\n${filled(65_532)}\nEOT`)).toHaveLength(65_533);
  expect(textOf(`<<EOT\n${filled(65_533)}\nEOT`)).toBeUndefined();
  // Nor are those behind it.
  const more = ` "${'A'.repeat(60_000)}"`;
  expect(textOf(`"${BEGIN}"${more.repeat(3)}`)).toHaveLength(BEGIN.length + 120_000);
  expect(textOf(`"${END}${BEGIN}"`)).toBeUndefined();
});
