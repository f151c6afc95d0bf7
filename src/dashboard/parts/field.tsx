import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong with the value. */
  readonly fault?: string | undefined;
  /** A text that a machine reads. */
  readonly isMachine?: boolean;
  readonly name?: string;
  readonly type?: 'text' | 'password' | 'email' | 'url' | 'tel' | 'search';
  readonly value?: string;
  readonly defaultValue?: string;
  readonly autocomplete?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly onInput?: (value: string) => void;
}

/** A line of input with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, fault, isMachine, onInput, ...input }: Props) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(Boolean);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        // Preact types each kind of input apart; these members are the same for all of them.
        {...(input as { type?: 'text' })}
        id={id}
        class={isMachine ? 'input machine' : 'input'}
        autocomplete={input.autocomplete ?? 'off'}
        spellcheck={isMachine ? false : undefined}
        aria-invalid={fault !== undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        onInput={({ currentTarget }) => onInput?.(currentTarget.value)}
      />
      {fault !== undefined && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}
