import { useState } from 'preact/hooks';
import { hasWebCrypto, webKeyPairs } from '../../../adapters/webcrypto/index.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import type { TokenReading } from '../../../core/jws/reading.ts';
import type { PrivateKey } from '../../../core/keys/key.ts';
import { type KeyKind, keyKindsFor } from '../../../core/keys/key-kind.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { Icon } from '../../parts/icon.tsx';
import { JsonField } from '../../parts/json-field.tsx';
import { KeyInput } from '../../parts/key-input.tsx';
import { jsonText, newId, readMembers, signToken } from '../../token/sign-token.ts';

interface Props {
  readonly token: TokenReading;
  /** The clock that is judged by: NumericDate seconds. */
  readonly now: number;
  /** Header and claims with what a program could mend mended, where there is such. */
  readonly mended: { readonly header: JsonObject; readonly claims: JsonObject } | undefined;
  readonly onSigned: (token: string, key: PrivateKey) => void;
}

const LIFETIME_SECONDS = 900;

/** Changes header and claims, and signs them again with a private key that stays in this page. */
export function EditToken({ token, now, mended, onSigned }: Props) {
  const [header, setHeader] = useState(jsonText(token.header.members ?? { alg: 'RS256', typ: 'JWT' }));
  const [claims, setClaims] = useState(jsonText(token.payload.members ?? {}));
  const [keyText, setKeyText] = useState<string | Uint8Array>('');
  const [fault, setFault] = useState('');
  const change = (members: JsonObject) => {
    const reading = readMembers(claims);
    setClaims(jsonText({ ...(reading.ok && reading.members), ...members }));
  };
  const sign = async () => {
    const [head, body] = [readMembers(header), readMembers(claims)];
    if (!head.ok) return setFault(`Header. ${head.fault}`);
    if (!body.ok) return setFault(`Claims. ${body.fault}`);
    const key = parseKey(keyText).key;
    if (key?.type !== 'private') return setFault(keyFault(keyText));
    try {
      onSigned(await signToken(head.members, body.members, key), key);
      setFault('');
    } catch (error) {
      setFault(error instanceof TypeError ? error.message : `The browser could not sign: ${String(error)}`);
    }
  };
  const from = Math.floor(now);
  return (
    <section class="stack" aria-labelledby="edit">
      <h2 id="edit">Change it, and sign it again</h2>
      {!hasWebCrypto() && (
        <p class="note unsure">
          This browser signs only on https and on the loopback host: open the dashboard there to sign a token.
        </p>
      )}
      <div class="two">
        <JsonField label="Header" part="header" text={header} onText={setHeader} />
        <JsonField label="Claims" part="payload" text={claims} onText={setClaims} />
      </div>
      <div class="row">
        <button type="button" class="button small" onClick={() => change({ iat: from, exp: from + LIFETIME_SECONDS })}>
          iat now, exp in 15 minutes
        </button>
        <button type="button" class="button small" onClick={() => change({ jti: newId() })}>
          New jti
        </button>
        {mended && (
          <button
            type="button"
            class="button small"
            onClick={() => {
              setHeader(jsonText(mended.header));
              setClaims(jsonText(mended.claims));
            }}
          >
            Use the corrected header and claims
          </button>
        )}
      </div>
      <KeyInput
        label="Private key"
        hint="Paste it, drop its file here, or choose the file. It stays in this page, is sent nowhere, and is gone when you leave the page."
        text={typeof keyText === 'string' ? keyText : ''}
        onKey={setKeyText}
      />
      {keyText instanceof Uint8Array && <p class="small muted">A file of {keyText.length} bytes is loaded.</p>}
      {fault && (
        <p class="note rejected" role="alert">
          {fault}
        </p>
      )}
      <div class="row">
        <button type="button" class="button primary" disabled={!hasWebCrypto()} onClick={() => void sign()}>
          Sign
        </button>
        <button
          type="button"
          class="button"
          disabled={!hasWebCrypto()}
          onClick={async () => setKeyText((await webKeyPairs().generate(kindFor(header))).privateKey)}
        >
          <Icon name="key" /> Make a trial key pair
        </button>
      </div>
    </section>
  );
}

/** The kind of key that the header asks for; RSA where no application has such keys. */
function kindFor(header: string): KeyKind | undefined {
  const reading = readMembers(header);
  const alg = reading.ok ? reading.members['alg'] : undefined;
  return typeof alg === 'string' ? keyKindsFor([alg])[0] : undefined;
}

function keyFault(text: string | Uint8Array): string {
  if (text.length === 0) return 'You need a private key to sign: paste one, or make a trial key pair.';
  if (parseKey(text).key?.type === 'public') return 'This is a public key. You need the private key to sign a token.';
  return 'No private key could be read from this text. Under Applications, "Check my key" shows what is wrong with it.';
}
