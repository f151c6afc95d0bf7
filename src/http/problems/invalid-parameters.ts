import type { MemberFault } from '../../actions/parts/outcome.ts';

/** What a JSON Schema validator reports, as far as the words need it. */
export interface SchemaFault {
  readonly keyword: string;
  /** JSON Pointer. */
  readonly instancePath: string;
  readonly params: { readonly [name: string]: unknown };
  /** Present with the validator's `verbose`. */
  readonly parentSchema?: { readonly [keyword: string]: unknown };
}

const LIMIT = 50;

/** Faults as `invalid_parameters`: dotted paths and reasons in Vonage's words, the first 50 of them. */
export function invalidParameters(faults: readonly SchemaFault[]): readonly MemberFault[] {
  const seen = new Map<string, MemberFault>();
  for (const fault of faults) {
    const parameter = { name: nameOf(fault), reason: reasonOf(fault) };
    seen.set(`${parameter.name} ${parameter.reason}`, parameter);
    if (seen.size === LIMIT) break;
  }
  return [...seen.values()];
}

function nameOf({ keyword, instancePath, params }: SchemaFault): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keyword === 'required') path.push(String(params['missingProperty']));
  return path.length === 0 ? 'body' : path.join('.').slice(0, 200);
}

function reasonOf({ keyword, params, parentSchema = {} }: SchemaFault): string {
  const said = parentSchema['x-reason'];
  if (typeof said === 'string' && keyword !== 'type') return said;
  const { minimum, maximum, minLength, maxLength } = parentSchema;
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `must be ${typeWords(params['type'])}${rangeWords(minimum, maximum)}`;
    case 'enum':
      return `must be one of: ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'minimum':
    case 'maximum':
      return `must be${rangeWords(minimum, maximum)}`;
    case 'minLength':
    case 'maxLength':
      return `must be${rangeWords(minLength, maxLength)} characters long`;
    default:
      return `does not fit the rule "${keyword}"`;
  }
}

function rangeWords(from: unknown, to: unknown): string {
  if (from !== undefined && to !== undefined) return ` between ${from} and ${to}`;
  if (from !== undefined) return ` ${from} or more`;
  return to === undefined ? '' : ` ${to} or less`;
}

function typeWords(type: unknown): string {
  if (Array.isArray(type)) return type.map(typeWords).join(' or ');
  if (type === 'null') return 'null';
  return /^[aeiou]/.test(String(type)) ? `an ${type}` : `a ${type}`;
}
