/** A cell of a table: one line, and nothing that CommonMark or the table would read as markup of its own. */
export function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/[\\|<>*_]/g, '\\$&');
}

export function code(text: string): string {
  const ticks = text.includes('`') ? '``' : '`';
  return `${ticks}${text}${ticks}`.replace(/\|/g, '\\|');
}

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Says in the source of a page that it is made, from what and how. */
export function page(source: string, ...blocks: readonly string[]): string {
  return `<!-- Made from ${source} by \`npm run generate\`: change it there. -->\n\n${blocks.join('\n\n').trimEnd()}\n`;
}
