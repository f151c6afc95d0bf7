/** Why no change of a line can matter: `// mutants: …`, at its end or alone on the line before it. */
const REMARK = /^(?<before>.*?)\/\/ mutants: (?<why>.+)$/;

/** The lines (from 1) that have a remark, and what it says. */
export function remarks(source: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [index, line] of source.split('\n').entries()) {
    const { before = '', why = '' } = REMARK.exec(line)?.groups ?? {};
    if (why !== '') found.set(before.trim() === '' ? index + 2 : index + 1, why);
  }
  return found;
}
