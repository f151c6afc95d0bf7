/** Module specifiers of `import`, `export … from` and `import()`, in code that the formatter has laid out. */
export function imports(source: string): string[] {
  const statement = /^(?:(?:import|export)\b[^'"=;()]*\bfrom |import )'([^'\n]+)'|\bimport\('([^'\n]+)'/gm;
  return [...source.matchAll(statement)].map((match) => (match[1] ?? match[2]) as string);
}
