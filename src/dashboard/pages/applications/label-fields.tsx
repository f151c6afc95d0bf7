import { useId } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';

export type Environment = Application['environment'];

/** The environments, with what each is called. */
export const ENVIRONMENTS = [
  ['production', 'Production'],
  ['staging', 'Staging'],
  ['test', 'Test'],
] as const satisfies readonly (readonly [Environment, string])[];

const NOTE_LENGTH = 2000;

interface FieldProps<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function EnvironmentField({ value, onChange }: FieldProps<Environment>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>Environment</label>
      <select
        id={id}
        class="input"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value as Environment)}
      >
        <option value="">Not said</option>
        {ENVIRONMENTS.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

export function NoteField({ value, onChange }: FieldProps<string>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>Note</label>
      <span class="hint" id={`${id}-hint`}>
        For people: what it is for, and who to ask. Nothing secret.
      </span>
      <textarea
        id={id}
        class="input"
        rows={2}
        maxLength={NOTE_LENGTH}
        aria-describedby={`${id}-hint`}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </div>
  );
}

/** A note as it was written, line by line. */
export const visibleLines = (note: string): string => note.split('\n').map(visible).join('\n');

export function EnvironmentTag({ environment }: { readonly environment: Environment }) {
  if (environment === '') return null;
  return <span class="tag">{environment}</span>;
}
