import { useId, useState } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly hint: string;
  /** The text in the field; the bytes of a file do not stay in it. */
  readonly text: string;
  /** A text that was typed or pasted, or the bytes of a file that was dropped or chosen. */
  readonly onKey: (key: string | Uint8Array) => void;
}

const LIMIT_BYTES = 65_536;

/** Takes a key: pasted, dropped, or chosen as a file. What is given stays in the page. */
export function KeyInput({ label, hint, text, onKey }: Props) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState('');
  const take = async (file: File | undefined) => {
    setFault('');
    if (!file) return;
    if (file.size > LIMIT_BYTES) setFault(`${file.name} is larger than any key: ${file.size} bytes.`);
    else onKey(new Uint8Array(await file.arrayBuffer()));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways; the others have their controls
    <div
      class="field drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <label for={id}>{label}</label>
      <span class="hint" id={`${id}-hint`}>
        {hint}
      </span>
      <textarea
        id={id}
        class="input machine"
        rows={5}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
        value={text}
        onInput={({ currentTarget }) => {
          setFault('');
          onKey(currentTarget.value);
        }}
      />
      <label class="file">
        <span>or choose a file</span>
        <input
          type="file"
          onChange={({ currentTarget }) => {
            void take(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </label>
      {fault && <span class="fault">{fault}</span>}
    </div>
  );
}
