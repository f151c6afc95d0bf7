import { type Block, code, command, type Doc, heading, type Inline, link, strong } from '../../../core/evidence/doc.ts';

/**
 * Reads the Markdown of our own guides into the tree that everything is drawn from: headings, paragraphs, lists, tables of
 * two columns, fences. Of a console session the commands are kept, without prompt and output: they are there to be copied.
 */
export function readMarkdown(text: string): Doc {
  const blocks: Block[] = [];
  const lines = text.split(/\r?\n/);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    const [, marks, title] = /^(#{1,3}) (.*)$/.exec(line) ?? [];
    if (marks !== undefined && title !== undefined) {
      blocks.push(heading(marks.length as 1 | 2 | 3, title));
      at++;
    } else if (line.startsWith('```')) {
      const end = endOf(lines, at + 1, (one) => one.trimEnd() === '```');
      blocks.push(command(commandsOf(lines.slice(at + 1, end))));
      at = end + 1;
    } else if (line.trim() === '') {
      at++;
    } else {
      const end = endOf(lines, at + 1, (one) => one.trim() === '' || /^(#{1,3} |```)/.test(one));
      blocks.push(blockOf(lines.slice(at, end)));
      at = end;
    }
  }
  return blocks;
}

/** Where a block ends that begins before `from`: at the end of the text, where nothing ends it. */
function endOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  const found = lines.slice(from).findIndex(isEnd);
  return found === -1 ? lines.length : from + found;
}

function blockOf(lines: readonly string[]): Block {
  const [first = ''] = lines;
  if (first.startsWith('| ')) return tableOf(lines);
  if (/^- /.test(first)) return { kind: 'list', items: itemsOf(lines, /^- /).map(inlinesOf) };
  if (/^\d+\. /.test(first)) return { kind: 'steps', items: itemsOf(lines, /^\d+\. /).map(inlinesOf) };
  return { kind: 'paragraph', inlines: inlinesOf(lines.join(' ')) };
}

/** A line without a mark goes on with the item before. */
function itemsOf(lines: readonly string[], mark: RegExp): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`.trim());
  }
  return items;
}

/** Without its head: what a pair is can be read off it. */
function tableOf(lines: readonly string[]): Block {
  const rows = lines.slice(2).map((line) => {
    const [name = '', ...rest] = line.replace(/^\|\s*|\s*\|\s*$/g, '').split(/\s+\|\s*/);
    return [name.replaceAll('`', ''), inlinesOf(rest.join(', '))] as const;
  });
  return { kind: 'pairs', rows };
}

function commandsOf(lines: readonly string[]): string {
  const isSession = lines.some((line) => line.startsWith('$ '));
  const kept = isSession ? lines.filter((line) => /^[$>] /.test(line)).map((line) => line.slice(2)) : lines;
  return kept.join('\n');
}

const PIECE = /`([^`]+)`|\*\*(?!\s)([^*]+)(?<!\s)\*\*|\*(?!\s)([^*]+)(?<!\s)\*|\[([^\]]+)\]\(([^)]+)\)/g;

function inlinesOf(text: string): readonly Inline[] {
  const inlines: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > at) inlines.push(text.slice(at, match.index));
    const [, inCode, bold, italic, title, url] = match;
    if (inCode !== undefined) inlines.push(code(inCode));
    else if (title !== undefined && url !== undefined) inlines.push(link(title, addressOf(url)));
    else inlines.push(strong(bold ?? italic ?? ''));
    at = match.index + match[0].length;
  }
  if (at < text.length) inlines.push(text.slice(at));
  return inlines;
}

/** A file of the documents, as the page that shows it here. */
function addressOf(url: string): string {
  const [, cause] = /^\.\.\/causes\/([\w-]+)\.md$/.exec(url) ?? [];
  if (cause !== undefined) return cause === 'README' ? '/help' : `/help/${cause}`;
  const [, guide] = /^([\w-]+)\.md$/.exec(url) ?? [];
  return guide === undefined ? url : `/help/guides/${guide}`;
}
