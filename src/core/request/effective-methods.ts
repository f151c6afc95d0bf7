import type { HeaderField } from './field.ts';

/** By these headers a client asks an API to take the request for one of another method; many frameworks obey on POST. */
const OVERRIDES: ReadonlySet<string> = new Set(['x-http-method-override', 'x-method-override', 'x-http-method']);

/** Whether a header of this name, in any case, overrides the method. */
export function overridesMethod(name: string): boolean {
  const { length } = name;
  // The length spares most names a closer look.
  return (length === 13 || length === 17 || length === 22) && OVERRIDES.has(name.toLowerCase());
}

export interface EffectiveMethod {
  readonly method: string;
  /** The header that names it; absent for the method of the request itself. */
  readonly header?: string;
}

/**
 * Every method that an API may take the request for, its own first. A proxy that does not say the method leaves
 * `unknown`, which no list of methods has.
 */
export function effectiveMethods(
  method: string | undefined,
  fields: readonly HeaderField[] = [],
): readonly EffectiveMethod[] {
  const methods: EffectiveMethod[] = [{ method: method ?? 'unknown' }];
  for (const [header, value] of fields) {
    if (!overridesMethod(header)) continue;
    for (const one of value.split(',')) methods.push({ method: one.trim().toUpperCase(), header });
  }
  return methods;
}
