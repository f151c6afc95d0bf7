import { whereRead } from './constants.ts';
import { LESS_CALLS, OTHER_CALLS, OTHER_OPERATORS, RELATIONS } from './operators.ts';
import { changedRegExps } from './reg-exps.ts';
import { bare, childrenOf, type Node, nodeAt, parse } from './syntax.ts';

/** One small change of a source. Places are UTF-16 units from its start. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The expression or the statement that is there in two forms when the change can be switched on. */
  readonly carrier: Node;
  /** Where the carrier is a constant of the module: the places at which it is read, which have the two forms instead. */
  readonly reads?: readonly Node[];
}

/**
 * Every change of a source, one operator, constant, condition or statement each, in the order of their places. What
 * another change already covers is left out: a test that notices `a` in place of `a && b` notices `a || b` too.
 */
export function changesOf(source: string, path: string): readonly Change[] {
  const changes: Change[] = [];
  const replace = (carrier: Node, part: Pick<Node, 'start' | 'end'>, replacement: string) => {
    changes.push({ start: part.start, end: part.end, replacement, carrier });
  };
  const text = (node: Node) => source.slice(node.start, node.end);

  function visit(node: Node, parents: readonly Node[]): void {
    const parent = parents.at(-1);
    switch (node.type) {
      case 'ExpressionStatement':
        if (node['directive'] == null && !isWholeBranch(node, parents)) replace(node, node, '');
        break;
      case 'ThrowStatement':
      case 'ReturnStatement':
      case 'ContinueStatement':
      case 'BreakStatement':
        if (!isWholeBranch(node, parents) && !isEndOfFunction(node, parents)) replace(node, node, '');
        break;
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        decide(node);
        break;
      case 'BinaryExpression':
        compare(node, parents);
        break;
      case 'LogicalExpression':
        for (const side of ['left', 'right']) {
          const kept = nodeAt(node, side);
          if (kept) replace(node, node, text(kept));
        }
        break;
      case 'UnaryExpression':
        negate(node, parents);
        break;
      case 'UpdateExpression':
      case 'AssignmentExpression':
        swapOperator(node);
        break;
      case 'Literal':
        literal(node, parents);
        break;
      case 'ChainExpression':
        if (parent?.['operator'] === 'delete') break;
        for (const end of chainDots(node)) {
          replace(node, { start: end - 2, end }, /[[(]/.test(source[end] ?? '') ? '' : '.');
        }
        break;
      case 'CallExpression':
        call(node, parents);
        break;
    }
    for (const child of childrenOf(node)) visit(child, [...parents, node]);
  }

  function decide(node: Node): void {
    const test = nodeAt(node, 'test');
    if (!test) return;
    const operator = bare(test).type === 'LogicalExpression' ? bare(test)['operator'] : undefined;
    const isLoop = !/^(?:If|Conditional)/.test(node.type);
    // Where one operand of `&&` is left out, the other decides: that covers `true`.
    if (operator !== '&&' && !isLoop) replace(test, test, 'true');
    if (operator !== '||' || isLoop) replace(test, test, 'false');
  }

  function compare(node: Node, parents: readonly Node[]): void {
    const operator = String(node['operator']);
    if (/^(?:[<>!=]=?=?|in|instanceof)$/.test(operator)) {
      if (!isDecided(node, parents)) for (const value of ['true', 'false']) replace(node, node, value);
      const edge = RELATIONS[operator];
      if (edge !== undefined) replace(node, operatorOf(node), edge);
    } else if (!isText(node)) swapOperator(node);
  }

  function negate(node: Node, parents: readonly Node[]): void {
    const argument = nodeAt(node, 'argument');
    const operator = node['operator'];
    if (!argument || (operator === '!' && isDecided(node, parents))) return;
    if (operator === '!' || operator === '~' || (operator === '-' && argument.type !== 'Literal'))
      replace(node, node, text(argument));
  }

  function swapOperator(node: Node): void {
    const other = OTHER_OPERATORS[String(node['operator'])];
    if (other === undefined) return;
    const isPrefix = node['prefix'] === true;
    const length = String(node['operator']).length;
    if (node.type !== 'UpdateExpression') replace(node, operatorOf(node), other);
    else if (isPrefix) replace(node, { start: node.start, end: node.start + length }, other);
    else replace(node, { start: node.end - length, end: node.end }, other);
  }

  /** Between its two sides there is nothing else but space, brackets and remarks. */
  function operatorOf(node: Node): Pick<Node, 'start' | 'end'> {
    const operator = String(node['operator']);
    const left = nodeAt(node, 'left')?.end ?? node.start;
    const start = source.indexOf(operator, left);
    return { start, end: start + operator.length };
  }

  function literal(node: Node, parents: readonly Node[]): void {
    const { value } = node;
    if (typeof value === 'boolean') replace(node, node, String(!value));
    else if (value instanceof RegExp || node['regex'] != null) {
      for (const changed of changedRegExps(text(node))) replace(node, node, changed);
    } else if (typeof value === 'number' || typeof value === 'bigint') {
      for (const step of stepsOf(node, parents)) {
        // Beyond 2^53 a step may lead nowhere.
        if (stepped(value, step) !== stepped(value, 0)) replace(node, node, stepped(value, step));
      }
    }
  }

  function call(node: Node, parents: readonly Node[]): void {
    const callee = nodeAt(node, 'callee');
    const property =
      callee?.type === 'MemberExpression' && callee['computed'] !== true ? nodeAt(callee, 'property') : undefined;
    const object = callee && nodeAt(callee, 'object');
    if (!property || !object) return;
    const carrier = chainAround(node, parents) ?? node;
    const other = OTHER_CALLS.get(text(property));
    if (other !== undefined) replace(carrier, property, other);
    if (!LESS_CALLS.includes(text(property))) return;
    // From the dot on: before it may stand the bracket that closes the object.
    const between = source.slice(object.end, property.start);
    replace(carrier, { start: property.start - (/\??\.\s*$/.exec(between)?.[0].length ?? 0), end: node.end }, '');
  }

  function chainDots(chain: Node): readonly number[] {
    const ends: number[] = [];
    for (let link: Node | undefined = nodeAt(chain, 'expression'); link; ) {
      const inner: Node | undefined = nodeAt(link, 'object') ?? nodeAt(link, 'callee') ?? nodeAt(link, 'expression');
      if (link['optional'] === true && inner) ends.push(source.indexOf('?.', inner.end) + 2);
      link = inner && /^(?:Member|Call|TSNonNull)/.test(inner.type) ? inner : undefined;
    }
    return ends;
  }

  const program = parse(source, path);
  visit(program, []);
  return whereRead(program, changes).toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether a condition or a `&&` around it already has this one be true and be false. */
function isDecided(node: Node, parents: readonly Node[]): boolean {
  const around = parents.findLast((parent) => bare(parent) === parent);
  if (around?.type === 'LogicalExpression') return around['operator'] !== '??';
  const test = around && nodeAt(around, 'test');
  return test !== undefined && test !== null && bare(test) === node;
}

/** Whether this statement is all that an `if` does: it is gone where the condition never holds. */
function isWholeBranch(node: Node, parents: readonly Node[]): boolean {
  const [branch, block] = [parents.at(-1), parents.at(-2)];
  if (branch?.type === 'IfStatement') return branch['alternate'] == null;
  const body = branch?.type === 'BlockStatement' ? branch['body'] : undefined;
  return (
    Array.isArray(body) &&
    body.length === 1 &&
    body[0] === node &&
    block?.type === 'IfStatement' &&
    block['alternate'] == null
  );
}

/** Whether this statement gives back `undefined` where the function would do so anyway. */
function isEndOfFunction(node: Node, parents: readonly Node[]): boolean {
  const [block, around] = [parents.at(-1), parents.at(-2)];
  const body = block?.type === 'BlockStatement' ? block['body'] : undefined;
  const isLast = Array.isArray(body) && body.at(-1) === node && /Function/.test(around?.type ?? '');
  return isLast && nodeAt(node, 'argument')?.['name'] === 'undefined';
}

/** By how much a number is changed. */
function stepsOf(node: Node, parents: readonly Node[]): readonly (1 | -1)[] {
  const parent = parents.at(-1);
  const relation = parent?.type === 'BinaryExpression' ? String(parent['operator']) : '';
  if (RELATIONS[relation] !== undefined) {
    // `<` with the edge moved is one more already; what is left is one less.
    const isLeft = parent?.['left'] === node;
    return [(relation === '<' || relation === '>=') !== isLeft ? -1 : 1];
  }
  // A constant with a name is a limit: both sides of it matter.
  const isNamed = parent?.type === 'VariableDeclarator' && parents.length <= 4;
  return isNamed && node['value'] !== 0 ? [1, -1] : [1];
}

const stepped = (value: number | bigint, step: -1 | 0 | 1): string =>
  typeof value === 'bigint' ? `${value + BigInt(step)}n` : `${value + step}`;

/** Joined texts: a minus between them is no number, which anything notices. */
function isText(node: Node): boolean {
  const sides = [nodeAt(node, 'left'), nodeAt(node, 'right')];
  return sides.some((side) => side && (side.type === 'TemplateLiteral' || typeof side['value'] === 'string'));
}

function chainAround(node: Node, parents: readonly Node[]): Node | undefined {
  let inner = node;
  for (const parent of [...parents].reverse()) {
    if (parent.type === 'ChainExpression') return parent;
    // An argument of a call in a chain is an expression of its own.
    if (
      nodeAt(parent, 'object') !== inner &&
      nodeAt(parent, 'callee') !== inner &&
      nodeAt(parent, 'expression') !== inner
    )
      return undefined;
    inner = parent;
  }
  return undefined;
}
