import type { Application } from '../../../wire/application.ts';
import type { Capabilities } from '../../../wire/capabilities.ts';

/** What the form of an application holds. */
export interface Values {
  readonly name: string;
  /** `null`: never chosen. */
  readonly improveAi: boolean | null;
  readonly singleUse: boolean;
  readonly capabilities: Capabilities;
}

/** One setting, as it was read, as it is on the server now, and as the form has it. */
export interface Difference {
  readonly setting: string;
  readonly before: string;
  readonly theirs: string;
  readonly yours: string;
}

export const NEW_VALUES: Values = { name: '', improveAi: false, singleUse: false, capabilities: {} };

export function valuesOf({ name, privacy, single_use, capabilities }: Application): Values {
  return { name, improveAi: privacy.improve_ai, singleUse: single_use, capabilities };
}

export function isSame(a: Values, b: Values): boolean {
  return JSON.stringify(settingsOf(a)) === JSON.stringify(settingsOf(b));
}

/** Settings that somebody else changed meanwhile, with what the form would make of them. */
export function differences(before: Values, theirs: Values, yours: Values): readonly Difference[] {
  const [old, now, own] = [before, theirs, yours].map((values) => new Map(settingsOf(values)));
  const settings = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...settings].flatMap((setting) => {
    const [was, is, mine] = [old, now, own].map((map) => map?.get(setting) ?? 'none');
    if (was === is) return [];
    return [{ setting, before: was ?? '', theirs: is ?? '', yours: mine === was ? (is ?? '') : (mine ?? '') }];
  });
}

/** Their settings, with what the form changed on top. */
export function merge(before: Values, theirs: Values, yours: Values): Values {
  const pick = <Name extends keyof Values>(name: Name) => (yours[name] === before[name] ? theirs[name] : yours[name]);
  const names = new Set([...Object.keys(theirs.capabilities), ...Object.keys(yours.capabilities)]);
  const capabilities: Record<string, Capabilities[string]> = {};
  for (const name of names) {
    const [was, is, mine] = [before, theirs, yours].map((values) => values.capabilities[name]);
    const merged = JSON.stringify(mine) === JSON.stringify(was) ? is : mine;
    if (merged) capabilities[name] = merged;
  }
  return { name: pick('name'), improveAi: pick('improveAi'), singleUse: pick('singleUse'), capabilities };
}

/** The body of POST and PUT. */
export function bodyOf({ name, improveAi, singleUse, capabilities }: Values) {
  return {
    name: name.trim(),
    single_use: singleUse,
    capabilities,
    ...(improveAi !== null && { privacy: { improve_ai: improveAi } }),
  };
}

function settingsOf({ name, improveAi, singleUse, capabilities }: Values): readonly (readonly [string, string])[] {
  return [
    ['Name', name],
    ['Privacy', improveAi === null ? 'not chosen' : improveAi ? 'may be used' : 'not used'],
    ['Each jti', singleUse ? 'once only' : 'again while the token lives'],
    ...Object.entries(capabilities)
      .map(([key, value]) => [`Capability ${key}`, JSON.stringify(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}
