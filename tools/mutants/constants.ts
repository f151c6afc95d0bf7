import type { Change } from './changes.ts';
import { bare, childrenOf, type Node, nodeAt } from './syntax.ts';

/**
 * Changes of a constant of the module, put where it is read: so one that is decided as the module loads can be switched
 * on while its tests run, without loading it again. Only constants that are made of literals, and stay in the module.
 */
export function whereRead(program: Node, changes: readonly Change[]): readonly Change[] {
  const inits = constantsOf(program);
  const reads = readsOf(program, inits);
  return changes.map((change) => {
    const constant = [...inits].find(([, init]) => init.start <= change.start && change.end <= init.end);
    const uses = constant && reads.get(constant[0]);
    return constant && uses && uses.length > 0 ? { ...change, carrier: constant[1], reads: uses } : change;
  });
}

/** The names of the constants, and what they are. */
function constantsOf(program: Node): ReadonlyMap<string, Node> {
  const constants = new Map<string, Node>();
  for (const declaration of childrenOf(program)) {
    if (declaration.type !== 'VariableDeclaration' || declaration['kind'] !== 'const') continue;
    for (const declarator of childrenOf(declaration)) {
      const [name, init] = [nodeAt(declarator, 'id')?.['name'], nodeAt(declarator, 'init')];
      if (typeof name === 'string' && init && isOfLiterals(init)) constants.set(name, init);
    }
  }
  return constants;
}

function isOfLiterals(node: Node): boolean {
  const inner = bare(node);
  if (inner.type === 'Literal') return !/[gy]/.test(String((inner['regex'] as { flags?: string } | null)?.flags ?? ''));
  return /^(?:Binary|Unary)Expression$/.test(inner.type) && childrenOf(inner).every(isOfLiterals);
}

/** Where each is read; none for a name that is exported, declared again, or is the name of a member too. */
function readsOf(program: Node, constants: ReadonlyMap<string, Node>): ReadonlyMap<string, readonly Node[]> {
  const reads = new Map<string, Node[]>([...constants.keys()].map((name) => [name, []]));
  const visit = (node: Node, parent: Node) => {
    const name = String(node['name']);
    if (node.type === 'Identifier' && constants.has(name) && !isDeclared(node, parent, constants)) {
      if (isPlainRead(node, parent)) reads.get(name)?.push(node);
      else reads.delete(name);
    }
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(program, program);
  return reads;
}

const isDeclared = (node: Node, parent: Node, constants: ReadonlyMap<string, Node>): boolean =>
  parent.type === 'VariableDeclarator' &&
  nodeAt(parent, 'id') === node &&
  nodeAt(parent, 'init') === constants.get(String(node['name']));

function isPlainRead(node: Node, parent: Node): boolean {
  if (parent.type === 'Property') return parent['shorthand'] !== true;
  if (parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern')
    return nodeAt(parent, 'left') !== node;
  if (parent.type === 'VariableDeclarator') return nodeAt(parent, 'init') === node;
  return !/^(?:ExportSpecifier|Function|Arrow|Update|RestElement|ArrayPattern|CatchClause)/.test(parent.type);
}
