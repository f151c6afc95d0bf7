import type { ComponentChildren } from 'preact';
import type { Application, ApplicationRequest } from '../../../wire/application.ts';
import { type Environment, EnvironmentField, NoteField, visibleLines } from './label-fields.tsx';

/** A setting of an application that is one value: name and capabilities are not among them. */
interface Setting<Value> {
  /** Written down for people: below the name in the form, and not shown where there is none. */
  readonly isLabel?: true;
  /** What the form of a new application has. */
  readonly first: Value;
  readonly read: (application: Application) => Value;
  /** What POST and PUT send. */
  readonly write: (value: Value) => Partial<ApplicationRequest>;
  /** On the page of the application. */
  readonly term: string;
  readonly words: (value: Value) => string;
  /** Where somebody else changed it meanwhile: its name, and its value in few words. */
  readonly short: readonly [term: string, words: (value: Value) => string];
  /** `isDue`: it was never chosen, and blocks Save. */
  readonly Input: (props: InputProps<Value>) => ComponentChildren;
}

interface InputProps<Value> {
  readonly value: Value;
  readonly isDue: boolean;
  readonly onChange: (value: Value) => void;
}

const improveAi: Setting<boolean | null> = {
  first: false,
  read: ({ privacy }) => privacy.improve_ai,
  write: (value) => (value === null ? {} : { privacy: { improve_ai: value } }),
  term: 'Privacy',
  words(value) {
    if (value === null) return 'Not chosen yet. You have to choose it under Edit before anything else can be saved.';
    return value ? 'Content may be used to improve AI models' : 'Content is not used to improve AI models';
  },
  short: ['Privacy', (value) => (value === null ? 'not chosen' : value ? 'may be used' : 'not used')],
  Input: ({ value, isDue, onChange }) => (
    <fieldset id="privacy" class="stack tight" data-due={isDue || undefined} tabIndex={-1}>
      <legend class="legend">Privacy: may content be used to improve AI models?</legend>
      {isDue && (
        <p class="note unsure">
          This application is older than this setting. Choose it once before you save anything else, a new key pair
          included.
        </p>
      )}
      <Choice name="privacy" isChosen={value === false} onChoose={() => onChange(false)} label="No" />
      <Choice name="privacy" isChosen={value === true} onChoose={() => onChange(true)} label="Yes" />
    </fieldset>
  ),
};

const singleUse: Setting<boolean> = {
  first: false,
  read: ({ single_use }) => single_use,
  write: (value) => ({ single_use: value }),
  term: 'Each jti',
  words: (value) => (value ? 'may be used only once' : 'may be used again until the token expires'),
  short: ['Each jti', (value) => (value ? 'only once' : 'again until the token expires')],
  Input: ({ value, onChange }) => (
    <label class="choice">
      <input type="checkbox" checked={value} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      <span>
        Each jti may be used only once
        <small>
          A token that was already sent is then rejected. If this is off, a token can be used until it expires.
        </small>
      </span>
    </label>
  ),
};

const environment: Setting<Environment> = {
  isLabel: true,
  first: '',
  read: (application) => application.environment,
  write: (value) => ({ environment: value }),
  term: 'Environment',
  words: (value) => value,
  short: ['Environment', (value) => value || 'not said'],
  Input: EnvironmentField,
};

const note: Setting<string> = {
  isLabel: true,
  first: '',
  read: (application) => application.note,
  write: (value) => ({ note: value }),
  term: 'Note',
  words: (value) => visibleLines(value),
  short: ['Note', (value) => value || 'none'],
  Input: NoteField,
};

/** In the order in which they are shown. */
export const SETTINGS = { environment, note, improveAi, singleUse };

export type SettingName = keyof typeof SETTINGS;
export type SettingValues = { readonly [Name in SettingName]: ReturnType<(typeof SETTINGS)[Name]['read']> };

/** The settings as a list, each with its own kind of value. */
export const EVERY_SETTING = Object.entries(SETTINGS) as unknown as readonly (readonly [
  SettingName,
  Setting<unknown>,
])[];

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, label, isChosen, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} />
      <span>{label}</span>
    </label>
  );
}
