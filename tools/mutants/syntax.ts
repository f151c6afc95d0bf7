import { parseAst } from 'rolldown/parseAst';

/** A node of the syntax tree, by the names of ESTree. */
export interface Node {
  readonly type: string;
  /** UTF-16 units from the start of the source. */
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** What stands in no value: types, names of members, what is imported. */
const NO_VALUE = /^(?:TS(?!As|Satisfies|NonNull|TypeAssertion|Instantiation)|Import|ExportAll)/;
const TYPE_MEMBERS = ['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments'];

/** @throws SyntaxError where the source is no TypeScript */
export function parse(source: string, path: string): Node {
  return parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path) as unknown as Node;
}

/** The nodes below this one that stand for values or statements. */
export function childrenOf(node: Node): readonly Node[] {
  return Object.entries(node)
    .filter(([name]) => !TYPE_MEMBERS.includes(name) && !isName(node, name))
    .flatMap(([, member]) => (Array.isArray(member) ? member : [member]))
    .filter((member): member is Node => isNode(member) && !NO_VALUE.test(member.type));
}

export function nodeAt(node: Node, member: string): Node | undefined {
  const found = node[member];
  return isNode(found) ? found : undefined;
}

/** The expression that brackets and type assertions stand around. */
export function bare(node: Node): Node {
  const isWrapped = node.type === 'ParenthesizedExpression' || /^TS(?:As|Satisfies|NonNull)/.test(node.type);
  const inner = isWrapped ? nodeAt(node, 'expression') : undefined;
  return inner ? bare(inner) : node;
}

function isName(node: Node, member: string): boolean {
  return (member === 'key' || member === 'property') && node['computed'] !== true;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
