import type { Application, ApplicationRequest } from '../../../wire/application.ts';
import type { Capabilities } from '../../../wire/capabilities.ts';
import { EVERY_SETTING, type SettingName, type SettingValues } from './settings.tsx';

/** What the form of an application holds. */
export interface Values extends SettingValues {
  readonly name: string;
  readonly capabilities: Capabilities;
}

/** One setting, as it was read, as it is on the server now, and as the form has it. */
export interface Difference {
  readonly setting: string;
  readonly before: string;
  readonly theirs: string;
  readonly yours: string;
}

export const NEW_VALUES: Values = { name: '', ...valuesBy(({ first }) => first), capabilities: {} };

export function valuesOf(application: Application): Values {
  const { name, capabilities } = application;
  return { name, ...valuesBy(({ read }) => read(application)), capabilities };
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
  return { name: pick('name'), ...valuesBy((_, name) => pick(name)), capabilities };
}

/** The body of POST and PUT. */
export function bodyOf({ name, capabilities, ...settings }: Values): ApplicationRequest {
  const body: ApplicationRequest = { name: name.trim(), capabilities };
  for (const [setting, { write }] of EVERY_SETTING) Object.assign(body, write(settings[setting]));
  return body;
}

function settingsOf({ name, capabilities, ...settings }: Values): readonly (readonly [string, string])[] {
  return [
    ['Name', name],
    ...EVERY_SETTING.map(
      ([
        setting,
        {
          short: [term, words],
        },
      ]) => [term, words(settings[setting])] as const,
    ),
    ...Object.entries(capabilities)
      .map(([key, value]) => [`Capability ${key}`, JSON.stringify(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}

/** A value for each setting, of the kind that the setting has. */
function valuesBy(value: (setting: (typeof EVERY_SETTING)[number][1], name: SettingName) => unknown): SettingValues {
  return Object.fromEntries(EVERY_SETTING.map(([name, setting]) => [name, value(setting, name)])) as SettingValues;
}
