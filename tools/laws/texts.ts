import { childrenOf, type Node, parse } from '../mutants/syntax.ts';

/** A text that a file holds for people to read, on one line, and where it begins. */
export interface Text {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * The sentences in TypeScript or TSX: string literals, templates (`…` for what is put in) and text between tags, where
 * they have more than one word. Comments, types, imports and names of members are none, nor is what stands in a member
 * of `quoted`: others said it.
 * @throws SyntaxError where the source is no TypeScript
 */
export function textsOfTypeScript(source: string, path: string, quoted: readonly string[] = []): Text[] {
  const texts: Text[] = [];
  const visit = (node: Node): void => {
    const text = textOf(node);
    if (text !== undefined && /\S\s+\S/.test(text)) texts.push({ text: flat(text), line: lineAt(source, node) });
    for (const child of childrenOf(node)) if (!quoted.includes(nameOf(child))) visit(child);
  };
  visit(parse(source, path));
  return texts;
}

/** The paragraphs of a Markdown document: what is in a fence is a program or its output, and is left out. */
export function textsOfMarkdown(source: string): Text[] {
  const prose = source.replace(/^(`{3,}).*\n[\s\S]*?^\1.*$/gm, (fence) => fence.replace(/[^\n]/g, ''));
  const paragraphs = prose.matchAll(/[^\n]+(?:\n[^\n]+)*/g);
  return [...paragraphs].map((paragraph) => ({
    text: flat(paragraph[0].replace(/`[^`\n]*`/g, '`…`')),
    line: prose.slice(0, paragraph.index).split('\n').length,
  }));
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type === 'JSXText') return String(node['value']);
  if (node.type !== 'TemplateLiteral') return undefined;
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string | null } }[];
  return quasis.map(({ value }) => value.cooked ?? '').join('…');
}

/** The name of a member of an object; empty for any other node. */
function nameOf(node: Node): string {
  const key = node['key'] as { readonly name?: string } | undefined;
  return node.type === 'Property' ? (key?.name ?? '') : '';
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function lineAt(source: string, { start }: Node): number {
  return source.slice(0, start).split('\n').length;
}
