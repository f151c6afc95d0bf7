import { hasWebCrypto, webKeyPairs } from '../../../adapters/webcrypto/index.ts';
import { KEY_TYPES, type KeyKind } from '../../../core/keys/key-kind.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { Ago } from '../../parts/ago.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { type KindChoice, KindSelect, useKindChoice } from '../../parts/kind-choice.tsx';
import { Machine } from '../../parts/machine.tsx';
import { Kept, keyFileName, PrivateKeyOnce } from '../../parts/private-key-once.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { addDraft, revoke } from '../../server/applications.ts';
import { BringKey } from './bring-key.tsx';
import { CheckKey } from './check-key.tsx';
import type { Pair } from './save.ts';

interface Props {
  readonly application: Application;
  readonly keys: readonly ApplicationKey[];
  readonly pair: Pair | undefined;
  readonly onPair: (pair: Pair | undefined) => void;
  /** Drafts were added or revoked: the application has another revision. */
  readonly onDrafts: () => Promise<void>;
}

/** A new key for the application: generated in this page, or brought. Either is a draft until Save changes. */
export function KeySection({ application, keys, pair, onPair, onDrafts }: Props) {
  const { isBusy, problem, submit } = useSubmission();
  const choice = useKindChoice();
  const replace = async (publicKey: string, privateKey?: string) => {
    const key = await addDraft(application.id, publicKey);
    if (key.state !== 'draft') {
      say('This public key is already in use: there is nothing to save');
      return;
    }
    onPair({ key, isKept: privateKey === undefined, ...(privateKey !== undefined && { privateKey }) });
    if (pair && pair.key.id !== key.id) await revoke(application.id, pair.key);
    await onDrafts();
  };
  const generate = () =>
    submit(async () => {
      const made = await webKeyPairs().generate(choice.kind);
      await replace(made.publicKey, made.privateKey);
    });
  const discard = (key: ApplicationKey) =>
    submit(async () => {
      await revoke(application.id, key);
      onPair(undefined);
      await onDrafts();
      say('The draft is discarded');
    });

  return (
    <section class="card stack" aria-labelledby="key-pair">
      <h2 id="key-pair">Key pair</h2>
      {problem && <Failure problem={problem} />}
      {pair ? (
        <>
          <Waiting application={application} keys={keys} pair={pair} onPair={onPair} />
          <div class="row">
            <button type="button" class="button" disabled={isBusy} onClick={() => void discard(pair.key)}>
              Discard this pair
            </button>
            {hasWebCrypto() && (
              <button type="button" class="button" disabled={isBusy} onClick={() => void generate()}>
                Generate another one instead
              </button>
            )}
            {hasWebCrypto() && <KindSelect {...choice} />}
          </div>
        </>
      ) : (
        <>
          <Generate isBusy={isBusy} choice={choice} onGenerate={() => void generate()} />
          <details>
            <summary>Use your own public key</summary>
            <BringKey isBusy={isBusy} onUse={(publicKey) => void submit(() => replace(publicKey))} />
          </details>
        </>
      )}
    </section>
  );
}

interface GenerateProps {
  readonly isBusy: boolean;
  readonly choice: KindChoice;
  readonly onGenerate: () => void;
}

function Generate({ isBusy, choice, onGenerate }: GenerateProps) {
  if (!hasWebCrypto()) {
    return (
      <p class="note unsure">
        This page cannot generate keys: browsers allow cryptography only on https, or on this computer (127.0.0.1,
        localhost). Open it there, or run{' '}
        <Machine text={`mintmark keys generate${typeFlag(choice.kind)}`} name="the command" /> and paste the public key
        below.
      </p>
    );
  }
  return (
    <div class="stack tight">
      <div class="row">
        <button type="button" class="button primary" disabled={isBusy} onClick={onGenerate}>
          <Icon name="key" /> Generate public and private key
        </button>
        <KindSelect {...choice} />
      </div>
      <p class="muted small">
        The pair is made in this page, and only its public half is sent. It replaces the key in use only when you choose
        Save changes.
      </p>
    </div>
  );
}

function typeFlag(kind: KeyKind): string {
  const type = Object.entries(KEY_TYPES).find(([, one]) => one === kind)?.[0];
  return kind === 'RSA' || type === undefined ? '' : ` --type ${type}`;
}

function Waiting({ application, keys, pair, onPair }: Omit<Props, 'pair' | 'onDrafts'> & { readonly pair: Pair }) {
  const onKept = (isKept: boolean) => onPair({ ...pair, isKept });
  return (
    <div class="key draft stack">
      <div>
        <strong class="key-state">
          <Icon name="alert" /> draft, not saved
        </strong>
        <div class="key-print">
          <Machine text={`SHA256:${pair.key.fingerprint}`} name="the fingerprint" />
        </div>
        <p class="muted small">
          Generated <Ago at={pair.key.created_at} />.
        </p>
      </div>
      {pair.privateKey === undefined ? (
        <>
          <p>
            Its private key was shown when it was generated, and is not on this page. If nobody kept it, discard this
            pair and generate another one.
          </p>
          <Kept isKept={pair.isKept} onKept={onKept} label="I have its private key" />
          <details>
            <summary>Check that a private key belongs to it</summary>
            <CheckKey application={application} keys={[pair.key, ...keys]} isInside />
          </details>
        </>
      ) : (
        <PrivateKeyOnce
          privateKey={pair.privateKey}
          fileName={keyFileName(application.name, pair.key.fingerprint)}
          isKept={pair.isKept}
          onKept={onKept}
        />
      )}
    </div>
  );
}
