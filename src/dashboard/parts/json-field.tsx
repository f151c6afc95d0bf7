import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly part: 'header' | 'payload';
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A JOSE Header or a claims set, to be changed. */
export function JsonField({ label, part, text, onText }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={`part-${part}`}>
        {label}
      </label>
      <textarea
        id={id}
        class="input machine"
        rows={Math.min(16, text.split('\n').length + 3)}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
    </div>
  );
}
