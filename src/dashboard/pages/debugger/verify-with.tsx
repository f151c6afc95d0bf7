import { useState } from 'preact/hooks';
import { readAlgorithmNames } from '../../../core/jws/algorithms.ts';
import { decodeText } from '../../../core/keys/decode-text.ts';
import { publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { spkiPem } from '../../../core/keys/key-text.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import { Failure } from '../../parts/failure.tsx';
import { KeyInput } from '../../parts/key-input.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { listAll, readWhole } from '../../server/applications.ts';
import { useSession } from '../../server/session.ts';
import type { Verifier } from './judge.ts';
import { KeySets } from './key-sets.tsx';
import { registryOf } from './registry.ts';

interface Props {
  readonly verifier: Verifier;
  /** The application that the token names. */
  readonly claimedId: string | undefined;
  /** Where the issuer of the token publishes its keys. */
  readonly suggested: string | undefined;
  readonly onVerifier: (verifier: Verifier) => void;
}

/** Where the public key comes from: pasted, or the keys of an application, asked for with a click. */
export function VerifyWith({ verifier, claimedId, suggested, onVerifier }: Props) {
  const session = useSession();
  const account = 'account' in session ? session.account : undefined;
  return (
    <section class="stack tight" aria-labelledby="verify-with">
      <h2 id="verify-with">Verify the signature</h2>
      <KeyInput
        label="Public key"
        hint="PEM, JWK or JWK Set: paste it, drop its file here, or choose the file. It is used in this page and sent nowhere."
        text={verifier.publicKey ?? ''}
        onKey={(key) => {
          const { publicKey: _, registry: __, ...expected } = verifier;
          const text = publicKeyText(key);
          onVerifier(text.trim() === '' ? expected : { ...expected, publicKey: text });
        }}
      />
      <Expected verifier={verifier} suggested={suggested} onVerifier={onVerifier} />
      {account === undefined ? (
        <p class="small muted">
          Or <a href="/applications">sign in</a> to verify with the keys of an application. The token in this tab stays.
        </p>
      ) : (
        <OfAccount
          account={account.api_key}
          claimedId={claimedId}
          chosen={verifier.registry?.application?.id}
          onVerifier={({ registry }) => {
            const { publicKey: _, registry: __, ...expected } = verifier;
            onVerifier(registry === undefined ? expected : { ...expected, registry });
          }}
        />
      )}
    </section>
  );
}

const DER_SEQUENCE = 0x30;

const EXPECTED = [
  ['issuer', 'Expected issuer (iss)', 'Exactly as the API has it: https://issuer.example/'],
  ['audience', 'Expected audience (aud)', 'One that the API accepts; several with spaces between them.'],
  ['algorithms', 'Accepted algorithms (alg)', 'With commas or spaces between them: RS256, ES256.'],
  ['secret', 'Shared secret of HS256', 'It is tried as text, base64 and hex, in this page; it is sent nowhere.'],
] as const;

/** A key in DER has no text of its own: it is shown as PEM. */
function publicKeyText(key: string | Uint8Array): string {
  if (typeof key === 'string') return key;
  const read = key[0] === DER_SEQUENCE ? parseKey(key).key : undefined;
  return read ? spkiPem(publicKeyOf(read)) : decodeText(key).text;
}

/** What the verifier has configured: most refusals of sound tokens are about it. */
function Expected({ verifier, suggested, onVerifier }: Pick<Props, 'verifier' | 'suggested' | 'onVerifier'>) {
  return (
    <details class="expected">
      <summary>What the API expects</summary>
      <KeySets
        sets={verifier.keySets ?? []}
        onSets={(keySets) => {
          const { keySets: _, ...others } = verifier;
          onVerifier(keySets.length === 0 ? others : { ...others, keySets });
        }}
        suggested={suggested}
        onAsked={({ text, issuer }) => {
          const keySets = [text, ...(verifier.keySets ?? []).slice(1)];
          // What the issuer says of itself is what its tokens have to say.
          onVerifier({ ...verifier, keySets, ...(issuer !== undefined && !verifier.issuer && { issuer }) });
        }}
      />
      {EXPECTED.map(([name, label, hint]) => (
        <div class="field" key={name}>
          <label for={`expected-${name}`}>{label}</label>
          <span class="hint" id={`expected-${name}-hint`}>
            {hint}
          </span>
          <input
            id={`expected-${name}`}
            class="input machine"
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`expected-${name}-hint`}
            value={verifier[name] ?? ''}
            onInput={({ currentTarget: { value } }) => {
              const { [name]: _, ...others } = verifier;
              onVerifier(value === '' ? others : { ...others, [name]: value });
            }}
          />
          {name === 'algorithms' && <UnknownAlgorithm list={verifier.algorithms ?? ''} />}
        </div>
      ))}
    </details>
  );
}

function UnknownAlgorithm({ list }: { readonly list: string }) {
  const { unknown } = readAlgorithmNames(list);
  if (unknown === undefined) return null;
  return (
    <span class="fault">
      There is no algorithm {visible(unknown)}. Expected names of RFC 7518, such as RS256, ES256 or EdDSA.
    </span>
  );
}

interface OfAccountProps {
  readonly account: string;
  readonly claimedId: string | undefined;
  readonly chosen: string | undefined;
  readonly onVerifier: (verifier: Verifier) => void;
}

function OfAccount({ account, claimedId, chosen, onVerifier }: OfAccountProps) {
  const [all, setAll] = useState<readonly Application[]>();
  const { problem, submit } = useSubmission();
  const choose = async (id: string, applications: readonly Application[]) => {
    if (id === '') return onVerifier({});
    onVerifier({ registry: registryOf(await readWhole(id), applications, account) });
  };
  const ask = async () => {
    const applications = (await listAll(new AbortController().signal)).value;
    setAll(applications);
    const named = applications.find(({ id }) => id === claimedId);
    if (named) await choose(named.id, applications);
  };
  return (
    <>
      {all ? (
        <div class="field">
          <label for="verify-application">Or the keys of an application</label>
          <select
            id="verify-application"
            class="input"
            value={chosen ?? ''}
            onChange={({ currentTarget }) => void submit(() => choose(currentTarget.value, all))}
          >
            <option value="">none</option>
            {all.map(({ id, name }) => (
              <option key={id} value={id}>
                {visible(name)} ({id})
              </option>
            ))}
          </select>
        </div>
      ) : (
        <div>
          <button type="button" class="button" onClick={() => void submit(ask)}>
            Use the keys of an application
          </button>
        </div>
      )}
      {problem && <Failure problem={problem} />}
    </>
  );
}
