import { decodeText } from '../../../core/keys/decode-text.ts';

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Takes a token, a header, a command line, a request, or a file with one of them. */
export function PasteBox({ text, onText }: Props) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of two ways; the other has its control
    <div
      class="field paste"
      onDragOver={(event) => event.preventDefault()}
      onDrop={async (event) => {
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        onText(decodeText(new Uint8Array(await file.arrayBuffer())).text);
      }}
    >
      <label for="paste">Token, Authorization header, curl line or request</label>
      <textarea
        id="paste"
        class="input machine"
        rows={6}
        spellcheck={false}
        autocomplete="off"
        placeholder="eyJhbGciOiJSUzI1NiJ9…"
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
    </div>
  );
}
