import { useId, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { type AskedKeys, addressOf, askKeys } from '../../server/ask-keys.ts';

interface Props {
  /** Where the issuer of the token publishes its keys. */
  readonly suggested: string | undefined;
  readonly onKeys: (keys: AskedKeys) => void;
}

type State =
  | { readonly kind: 'idle' | 'asking' }
  | { readonly kind: 'done'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly why: string };

/** Keys from where they are published. Asked for on a click alone, and it is said what was asked. */
export function AskAddress({ suggested, onKeys }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const text = typed ?? suggested ?? '';
  const address = text.trim() === '' ? '' : addressOf(text);
  const askIt = async () => {
    setState({ kind: 'asking' });
    try {
      const keys = await askKeys(text);
      setState({ kind: 'done', addresses: keys.addresses });
      onKeys(keys);
    } catch (error) {
      setState({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div class="field">
      <label for={id}>Or the address of the keys</label>
      <span class="hint" id={`${id}-hint`}>
        Of a key set, a discovery document or an issuer. Your browser asks it when you press the button, without the
        token and without cookies; of a discovery document, also the address that it names.
      </span>
      <div class="row ask-address">
        <input
          id={id}
          class="input machine"
          type="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://issuer.example"
          aria-describedby={`${id}-hint`}
          value={text}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button
          type="button"
          class="button"
          disabled={address === '' || state.kind === 'asking'}
          onClick={() => void askIt()}
        >
          Ask for its keys
        </button>
      </div>
      <div role="status" class="small">
        {state.kind === 'asking' && <span class="muted">Asking {visible(address)}</span>}
        {state.kind === 'done' && <span class="muted">Asked: {state.addresses.map(visible).join(', then ')}</span>}
        {state.kind === 'failed' && <span class="fault">{visible(state.why)}</span>}
      </div>
    </div>
  );
}
