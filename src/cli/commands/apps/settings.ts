import type { Application, ApplicationRequest } from '../../../wire/application.ts';
import type { Flag, FlagValues } from '../../command/command.ts';
import { usage } from '../../terminal/failure.ts';

/** The settings of an application that are one value, as `apps create`, `apps update` and `apps show` have them. */

export const CREATE_FLAGS = {
  improveAi: { brief: 'Set privacy.improve_ai, which is off by default.' },
  singleUse: { brief: 'Accept each jti only once.' },
} as const satisfies { readonly [name: string]: Flag };

export const UPDATE_FLAGS = {
  improveAi: { value: 'true|false', brief: 'Set privacy.improve_ai.' },
  singleUse: { value: 'true|false', brief: 'Accept each jti only once.' },
} as const satisfies { readonly [name: string]: Flag };

export function createdSettings({
  improveAi,
  singleUse,
}: FlagValues<typeof CREATE_FLAGS>): Partial<ApplicationRequest> {
  return { privacy: { improve_ai: improveAi }, single_use: singleUse };
}

/** Those that are named. @throws Failure (usage) */
export function updatedSettings({
  improveAi,
  singleUse,
}: FlagValues<typeof UPDATE_FLAGS>): Partial<ApplicationRequest> {
  return {
    ...(improveAi !== undefined && { privacy: { improve_ai: readSwitch('--improve-ai', improveAi) } }),
    ...(singleUse !== undefined && { single_use: readSwitch('--single-use', singleUse) }),
  };
}

export function settingRows({ privacy, single_use }: Application): readonly [term: string, words: string][] {
  return [
    ['improve_ai', privacy.improve_ai === null ? 'not chosen yet' : String(privacy.improve_ai)],
    ['single use', single_use ? 'each jti once' : 'no'],
  ];
}

function readSwitch(flag: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw usage(`${flag} takes true or false`);
  return text === 'true';
}
