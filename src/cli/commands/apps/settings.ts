import type { Application, ApplicationRequest } from '../../../wire/application.ts';
import type { Flag, FlagValues } from '../../command/command.ts';
import { usage } from '../../terminal/failure.ts';

/** The settings of an application that are one value, as `apps create`, `apps update` and `apps show` have them. */

const NOTE = { value: 'TEXT', brief: 'A note for people; an empty text takes it away.' } as const;
const ENVIRONMENT = {
  value: 'production|staging|test|none',
  brief: 'What it is for.',
} as const;

export const CREATE_FLAGS = {
  improveAi: { brief: 'Set privacy.improve_ai, which is off by default.' },
  singleUse: { brief: 'Accept each jti only once.' },
  note: NOTE,
  environment: ENVIRONMENT,
} as const satisfies { readonly [name: string]: Flag };

export const UPDATE_FLAGS = {
  improveAi: { value: 'true|false', brief: 'Set privacy.improve_ai.' },
  singleUse: { value: 'true|false', brief: 'Accept each jti only once.' },
  note: NOTE,
  environment: ENVIRONMENT,
} as const satisfies { readonly [name: string]: Flag };

export function createdSettings({
  improveAi,
  singleUse,
  ...label
}: FlagValues<typeof CREATE_FLAGS>): Partial<ApplicationRequest> {
  return { privacy: { improve_ai: improveAi }, single_use: singleUse, ...readLabel(label) };
}

/** Those that are named. @throws Failure (usage) */
export function updatedSettings({
  improveAi,
  singleUse,
  ...label
}: FlagValues<typeof UPDATE_FLAGS>): Partial<ApplicationRequest> {
  return {
    ...readLabel(label),
    ...(improveAi !== undefined && { privacy: { improve_ai: readSwitch('--improve-ai', improveAi) } }),
    ...(singleUse !== undefined && { single_use: readSwitch('--single-use', singleUse) }),
  };
}

export function settingRows(application: Application): readonly [term: string, words: string][] {
  const { privacy, single_use, note, environment } = application;
  return [
    ['improve_ai', privacy.improve_ai === null ? 'not chosen yet' : String(privacy.improve_ai)],
    ['single use', single_use ? 'each jti once' : 'no'],
    ...(environment === '' ? [] : [['environment', environment] as [string, string]]),
    ...(note === '' ? [] : [['note', note.replace(/\s*\n\s*/g, ' / ')] as [string, string]]),
  ];
}

/** @throws Failure (usage) */
function readLabel({
  note,
  environment,
}: {
  readonly note: string | undefined;
  readonly environment: string | undefined;
}): Pick<ApplicationRequest, 'note' | 'environment'> {
  const named = ENVIRONMENTS.find(([name]) => name === environment)?.[1];
  if (environment !== undefined && named === undefined) {
    throw usage(`--environment takes ${ENVIRONMENT.value.replaceAll('|', ', ')}`);
  }
  return { ...(note !== undefined && { note }), ...(named !== undefined && { environment: named }) };
}

const ENVIRONMENTS = [
  ['production', 'production'],
  ['staging', 'staging'],
  ['test', 'test'],
  ['none', ''],
] as const;

function readSwitch(flag: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw usage(`${flag} takes true or false`);
  return text === 'true';
}
