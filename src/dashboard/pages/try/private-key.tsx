import { useState } from 'preact/hooks';
import { hasWebCrypto, webKeyPairs } from '../../../adapters/webcrypto/index.ts';
import { fingerprint } from '../../../core/keys/fingerprint.ts';
import type { PrivateKey } from '../../../core/keys/key.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { tellSaved, tellUnsaved } from '../../browser/tabs.ts';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyInput } from '../../parts/key-input.tsx';
import { KindSelect, useKindChoice } from '../../parts/kind-choice.tsx';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { Machine } from '../../parts/machine.tsx';
import { keyFileName, PrivateKeyOnce } from '../../parts/private-key-once.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send } from '../../server/api.ts';
import { addDraft } from '../../server/applications.ts';

interface Props {
  readonly application: Pick<Application, 'id' | 'name'>;
  readonly onKey: (key: PrivateKey | undefined) => void;
}

interface Made {
  readonly key: ApplicationKey;
  readonly privateKey: string;
  readonly isKept: boolean;
  readonly isSaved: boolean;
}

/** For how long the key before is accepted beside the new one. */
const OVERLAP_SECONDS = 86_400;

/** The key that signs: pasted, or made here. Either stays in the page. */
export function PrivateKeyChoice({ application, onKey }: Props) {
  const [text, setText] = useState<string | Uint8Array>('');
  const [made, setMade] = useState<Made>();
  const choice = useKindChoice();
  const { problem, submit } = useSubmission();
  const { id, name } = application;
  useLeaveGuard(
    made && !made.isKept
      ? {
          title: 'Leave without the private key?',
          text: 'It was made in this page, and is gone when you leave.',
          yes: 'Leave without it',
          no: 'Stay here',
          isDangerous: true,
        }
      : undefined,
  );
  const key = privateKeyIn(text);
  const take = (next: string | Uint8Array) => {
    setText(next);
    onKey(privateKeyIn(next));
  };
  const generate = () =>
    submit(async () => {
      const { publicKey, privateKey } = await webKeyPairs().generate(choice.kind);
      const draft = await addDraft(id, publicKey);
      tellUnsaved({ applicationId: id, name });
      setMade({ key: draft, privateKey, isKept: false, isSaved: false });
      take(privateKey);
    });
  const save = (pair: Made) =>
    submit(async () => {
      const body = { overlap_seconds: OVERLAP_SECONDS };
      await send('POST /v2/applications/:id/keys/:key_id/activate', { params: { id, key_id: pair.key.id }, body });
      tellSaved(id);
      setMade({ ...pair, isSaved: true });
      say('Saved: tokens of this key pair are accepted');
    });
  return (
    <div class="stack">
      <KeyInput
        label="Private key"
        hint="Paste it, drop its file here, or choose the file. It stays in this page, is sent nowhere, and is gone when you leave the page."
        text={typeof text === 'string' ? text : ''}
        onKey={take}
      />
      {text.length > 0 && (
        <div role="status">
          {key ? (
            <p class="small">
              Its public half: <Machine text={`SHA256:${fingerprint(key.publicKey)}`} name="the fingerprint" />
            </p>
          ) : (
            <p class="note rejected">
              No private key could be read from this.{' '}
              <a href={`/applications/${id}`}>Check my key, on the page of the application,</a> shows what is wrong.
            </p>
          )}
        </div>
      )}
      {!made && (
        <div class="row">
          <button type="button" class="button" disabled={!hasWebCrypto()} onClick={() => void generate()}>
            <Icon name="key" /> Generate public and private key
          </button>
          <KindSelect {...choice} />
          <span class="small muted">Nothing is in use until it is saved.</span>
        </div>
      )}
      {made && (
        <div class="card stack tight">
          {made.isSaved ? (
            <p>
              <Icon name="check" /> <strong>The key pair is saved.</strong> The old key is accepted for another 24
              hours.
            </p>
          ) : (
            <>
              <p>
                <Icon name="alert" /> <strong>The key pair is not saved.</strong> Send the request now to see what
                happens; then save it, and send again.
              </p>
              <div>
                <button type="button" class="button primary" onClick={() => void save(made)}>
                  Save the key pair
                </button>
              </div>
            </>
          )}
          <PrivateKeyOnce
            privateKey={made.privateKey}
            fileName={keyFileName(name, made.key.fingerprint)}
            isKept={made.isKept}
            onKept={(isKept) => setMade({ ...made, isKept })}
          />
        </div>
      )}
      {problem && <Failure problem={problem} />}
    </div>
  );
}

function privateKeyIn(text: string | Uint8Array): PrivateKey | undefined {
  const { key } = parseKey(text);
  return key?.type === 'private' ? key : undefined;
}
