import { useState } from 'preact/hooks';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import type { PublicKey } from '../../../core/keys/key.ts';
import { spkiPem } from '../../../core/keys/key-text.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { repairKey } from '../../../core/keys/repair-key.ts';
import { KeyInput } from '../../parts/key-input.tsx';
import { kindWords, useKindChoice } from '../../parts/kind-choice.tsx';

/** What was handed over, told apart before anything is sent. */
type Brought =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'public'; readonly key: PublicKey; readonly isMended: boolean }
  | { readonly kind: 'private'; readonly half: PublicKey | undefined }
  | { readonly kind: 'unreadable' };

interface Props {
  /** Takes the SPKI PEM of a public key. */
  readonly onUse: (publicKey: string) => void;
  readonly isBusy: boolean;
}

/** A public key of one's own. A private key is refused here, in the page: it is not sent, and not kept in the field. */
export function BringKey({ onUse, isBusy }: Props) {
  const { kinds } = useKindChoice();
  const [text, setText] = useState('');
  const [brought, setBrought] = useState<Brought>({ kind: 'nothing' });
  const take = (key: string | Uint8Array) => {
    const found = tellApart(key);
    // The field was emptied by us: what was said about the private key stays.
    if (found.kind === 'nothing' && brought.kind === 'private') return;
    setBrought(found);
    setText(typeof key === 'string' && found.kind !== 'private' ? key : '');
  };
  const use = (key: PublicKey) => {
    setText('');
    setBrought({ kind: 'nothing' });
    onUse(spkiPem(key));
  };
  return (
    <div class="stack">
      <KeyInput
        label="Public key"
        hint={`Paste it, drop its file here, or choose the file. PEM, a certificate or a JWK; ${kindWords(kinds)}.`}
        text={text}
        onKey={take}
      />
      <div role="status">
        <Told brought={brought} use={use} isBusy={isBusy} />
      </div>
    </div>
  );
}

interface ToldProps {
  readonly brought: Brought;
  readonly use: (key: PublicKey) => void;
  readonly isBusy: boolean;
}

function Told({ brought, use, isBusy }: ToldProps) {
  switch (brought.kind) {
    case 'nothing':
      return null;
    case 'unreadable':
      return (
        <p class="note rejected">
          This key cannot be read. A public key begins with <code>-----BEGIN PUBLIC KEY-----</code>;{' '}
          <code>openssl pkey -pubout -in private.key</code> prints it from the private key.
        </p>
      );
    case 'private':
      return (
        <div class="note rejected">
          <p>
            <strong>That is a private key, so it was not accepted.</strong> It did not leave this page, and it is no
            longer in the field. Only a public key belongs here.
          </p>
          {brought.half && (
            <button type="button" class="button" disabled={isBusy} onClick={() => brought.half && use(brought.half)}>
              Use its public half
            </button>
          )}
        </div>
      );
    case 'public':
      return (
        <div class="note accepted">
          <p>
            A public key, <code>SHA256:{fingerprint(brought.key)}</code>
            {brought.isMended && '. Its text was damaged, and is repaired'}.
          </p>
          <button type="button" class="button primary" disabled={isBusy} onClick={() => use(brought.key)}>
            Use this public key
          </button>
        </div>
      );
  }
}

function tellApart(text: string | Uint8Array): Brought {
  if (typeof text === 'string' && text.trim() === '') return { kind: 'nothing' };
  const reading = parseKey(text);
  const { format } = reading;
  const repair = reading.ok ? undefined : repairKey(text);
  const key = reading.ok ? reading.key : repair?.ok ? repair.key : reading.key;
  const isSecret = key?.type === 'private' || isPrivateFormat(format) || looksPrivate(text);
  if (isSecret) return { kind: 'private', half: key && publicKeyOf(key) };
  if (key && (reading.ok || repair?.ok)) return { kind: 'public', key: publicKeyOf(key), isMended: !reading.ok };
  return { kind: 'unreadable' };
}

function isPrivateFormat(format: string | undefined): boolean {
  return format !== undefined && /private|pkcs8|sec1|encrypted|putty|pkcs12/.test(format);
}

/** A private key that is too damaged to be read is one all the same. */
function looksPrivate(text: string | Uint8Array): boolean {
  const words = typeof text === 'string' ? text : String.fromCharCode(...text.slice(0, 2000));
  return /PRIVATE KEY|"d"\s*:/.test(words);
}
